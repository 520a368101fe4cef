namespace Portal.Data.Inventory;

/// <summary>What agents can be sorted by.</summary>
public enum AgentColumn
{
    /// <summary>The name.</summary>
    Name,
    /// <summary>The risk.</summary>
    Risk,
    /// <summary>When it was entered.</summary>
    Created,
}
