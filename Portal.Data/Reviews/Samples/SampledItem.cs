namespace Portal.Data.Reviews.Samples;

/// <summary>An item of a sample.</summary>
/// <param name="Rank">Its place in the draw, from 1.</param>
/// <param name="Score">What it was drawn by: see <see cref="CampaignSample.ScoreOf"/>.</param>
/// <param name="Item">The item.</param>
/// <param name="Entries">The entries of the record about it and its remediation, oldest first: each can be proven.</param>
public sealed record SampledItem(int Rank, string Score, ReviewItemRow Item, IReadOnlyList<long> Entries);
