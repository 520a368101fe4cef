namespace Portal.Data.Reviews.Samples;

/// <summary>What came of drawing.</summary>
/// <param name="Sample">The sample, or null when something is wrong.</param>
/// <param name="Problems">What is wrong, by field.</param>
public sealed record SampleDrawn(CampaignSample? Sample, IReadOnlyDictionary<string, string[]> Problems);
