namespace Portal.Data.Platforms;

/// <summary>What was given.</summary>
public enum EntitlementKind
{
    /// <summary>A managed policy attached to the principal.</summary>
    ManagedPolicy,
    /// <summary>A policy written into the principal.</summary>
    InlinePolicy,
    /// <summary>Membership in a group, with all that the group holds.</summary>
    GroupMembership,
}
