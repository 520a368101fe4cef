namespace Portal.Data.Timelines;

/// <summary>What a mark on a timeline is.</summary>
public enum TimelineMarkKind
{
    /// <summary>A review asked about it.</summary>
    ReviewAsked,
    /// <summary>A review's answer.</summary>
    ReviewAnswered,
    /// <summary>A step of taking a right away.</summary>
    Remediation,
    /// <summary>Who answers for it, or whose it is, changed.</summary>
    Handover,
}
