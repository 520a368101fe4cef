namespace Portal.Data.Reviews.Remediations;

/// <summary>What a snapshot shows of a revoked entitlement.</summary>
public enum Sighting
{
    /// <summary>It is not there any more, or narrowed as decided.</summary>
    Gone,
    /// <summary>It is there.</summary>
    StillThere,
    /// <summary>The snapshot does not say.</summary>
    NotCovered,
}
