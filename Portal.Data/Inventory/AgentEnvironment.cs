namespace Portal.Data.Inventory;

/// <summary>Where an agent may act.</summary>
public enum AgentEnvironment
{
    /// <summary>Nobody said.</summary>
    Unknown,
    /// <summary>Development only.</summary>
    Development,
    /// <summary>Up to staging.</summary>
    Staging,
    /// <summary>Production.</summary>
    Production,
}
