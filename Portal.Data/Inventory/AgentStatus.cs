namespace Portal.Data.Inventory;

/// <summary>Where an agent is in its life here.</summary>
public enum AgentStatus
{
    /// <summary>Signals point to it; no person has said yes.</summary>
    Discovered,
    /// <summary>A person said that it is an agent.</summary>
    Confirmed,
    /// <summary>A person said that it is none.</summary>
    Dismissed,
    /// <summary>Its identities were made harmless.</summary>
    Quarantined,
    /// <summary>It is no longer in use.</summary>
    Retired,
}
