namespace Portal.Data.Inventory.Curation;

/// <summary>What became of an attempt to make or change an agent.</summary>
public enum AgentSaved
{
    /// <summary>It is saved.</summary>
    Saved,
    /// <summary>There is no such agent.</summary>
    NotFound,
    /// <summary>Another agent has this name.</summary>
    NameTaken,
    /// <summary>The owner or sponsor is unknown or has left.</summary>
    NobodyToAnswer,
    /// <summary>Someone else changed it first.</summary>
    ChangedMeanwhile,
}
