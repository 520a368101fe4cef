namespace Portal.Data.Reviews.Frequencies;

/// <summary>What an analysis is to say.</summary>
/// <param name="Factors">What was weighed, at least one.</param>
/// <param name="Frequency">The frequency that was chosen.</param>
/// <param name="Conclusion">Why this one follows from the factors.</param>
public sealed record AnalysisDraft(IReadOnlyList<AnalysisFactor> Factors, ReviewFrequency Frequency, string Conclusion);
