namespace Portal.Data.Inventory;

/// <summary>What people decided about identities.</summary>
public enum IdentityAssignment
{
    /// <summary>It belongs to an agent that a person confirmed.</summary>
    Assigned,
    /// <summary>It belongs to no agent yet, and nobody said that it never will.</summary>
    Unassigned,
    /// <summary>Signals made an agent of it that no person has confirmed or dismissed.</summary>
    Suggested,
    /// <summary>A person said that it belongs to no agent.</summary>
    Dismissed,
}
