namespace Portal.Data.Reviews.Remediations.Carrying;

/// <summary>What the portal does on a platform.</summary>
public enum CarryActKind
{
    /// <summary>It takes an entitlement away.</summary>
    TakeAway,
    /// <summary>It gives back what it took away.</summary>
    GiveBack,
}
