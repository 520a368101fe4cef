namespace Portal.Data.Reviews.Population;

/// <summary>Why what is known of a source may not be everything.</summary>
public enum SourceProblem
{
    /// <summary>It was never read.</summary>
    NeverRead,
    /// <summary>Its last reading failed.</summary>
    Failed,
    /// <summary>Its newest reading says itself that parts are missing.</summary>
    Partial,
    /// <summary>Its newest complete reading is too old.</summary>
    Stale,
}
