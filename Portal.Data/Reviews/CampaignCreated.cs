namespace Portal.Data.Reviews;

/// <summary>What became of an attempt to prepare a campaign.</summary>
/// <param name="Id">The campaign, or null when the draft makes no sense. The same occasion gives the same campaign.</param>
/// <param name="Problems">What makes no sense, by field; empty when it was prepared.</param>
public sealed record CampaignCreated(CampaignId? Id, IReadOnlyDictionary<string, string[]> Problems);
