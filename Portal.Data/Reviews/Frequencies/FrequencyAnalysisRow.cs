using Portal.Data.Inventory;

namespace Portal.Data.Reviews.Frequencies;

/// <summary>An analysis as an agent's page shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Factors">What was weighed.</param>
/// <param name="Frequency">The frequency that was chosen.</param>
/// <param name="Conclusion">Why.</param>
/// <param name="Author">Who answers for it.</param>
/// <param name="At">When it was made.</param>
/// <param name="ReviewBy">Up to when it has to be looked at again.</param>
/// <param name="IsOverdue">Whether that has passed and it is the one that counts.</param>
public sealed record FrequencyAnalysisRow(
    FrequencyAnalysisId Id,
    IReadOnlyList<AnalysisFactor> Factors,
    ReviewFrequency Frequency,
    string Conclusion,
    PersonRef Author,
    DateTimeOffset At,
    DateTimeOffset ReviewBy,
    bool IsOverdue);
