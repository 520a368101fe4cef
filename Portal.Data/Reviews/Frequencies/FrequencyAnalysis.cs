using Portal.Data.Access;
using Portal.Data.Inventory;

namespace Portal.Data.Reviews.Frequencies;

/// <summary>
/// Why an agent's access is reviewed as often as it is: a targeted risk analysis as PCI DSS 7.2.5.1 and 12.3.1 ask for. Rows are only ever added; the
/// newest of an agent counts.
/// </summary>
public sealed class FrequencyAnalysis
{
    /// <summary>After so many months it has to be looked at again.</summary>
    public const int ReviewedAfterMonths = 12;

    /// <summary>The longest conclusion.</summary>
    public const int ConclusionLength = 2000;

    /// <summary>Its id.</summary>
    public FrequencyAnalysisId Id { get; init; } = FrequencyAnalysisId.New();

    /// <summary>The agent.</summary>
    public required AgentId AgentId { get; init; }

    /// <summary>What was weighed.</summary>
    public required IReadOnlyList<AnalysisFactor> Factors { get; init; }

    /// <summary>The frequency that was chosen.</summary>
    public required ReviewFrequency Frequency { get; init; }

    /// <summary>Why this one follows from the factors.</summary>
    public required string Conclusion { get; init; }

    /// <summary>Who answers for it.</summary>
    public required PersonId AuthorId { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Up to when it has to be looked at again.</summary>
    public required DateTimeOffset ReviewBy { get; init; }

    /// <summary>Whether the newest analysis of its agent is this one; so that agents are chosen by it without comparing all.</summary>
    public bool IsCurrent { get; set; } = true;
}
