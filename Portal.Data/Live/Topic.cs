namespace Portal.Data.Live;

/// <summary>What an open page can follow.</summary>
public enum Topic
{
    /// <summary>Sources, snapshots and running operations.</summary>
    Sources,
    /// <summary>Agents, identities and their entitlements.</summary>
    Inventory,
    /// <summary>Changes of permissions and activity of agents.</summary>
    Changes,
    /// <summary>Campaigns, review items and decisions.</summary>
    Reviews,
    /// <summary>Incidents and what is said about them.</summary>
    Incidents,
    /// <summary>Revocations and their proof.</summary>
    Remediations,
    /// <summary>People, roles and API tokens.</summary>
    People,
    /// <summary>The audit trail.</summary>
    Audit,
    /// <summary>Mail that waits, was sent or failed.</summary>
    Mail,
    /// <summary>Notices, what was read of them, their rules and what is posted.</summary>
    Notices,
}
