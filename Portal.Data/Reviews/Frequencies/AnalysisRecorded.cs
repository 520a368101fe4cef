namespace Portal.Data.Reviews.Frequencies;

/// <summary>What came of recording an analysis.</summary>
/// <param name="Id">The analysis, or null when it was refused.</param>
/// <param name="Problems">What makes no sense, field by field.</param>
public sealed record AnalysisRecorded(FrequencyAnalysisId? Id, IReadOnlyDictionary<string, string[]> Problems);
