namespace Portal.Data.Permissions;

/// <summary>Whether an entitlement was used, as far as the evidence goes.</summary>
public enum EntitlementUse
{
    /// <summary>Nothing says whether it was.</summary>
    Unknown,
    /// <summary>It was.</summary>
    Used,
    /// <summary>It was not: its holder has not acted since it was given.</summary>
    Unused,
}
