namespace Portal.Data.Inventory.Curation;

/// <summary>What became of an attempt to tie an identity to an agent.</summary>
public enum IdentityAssigned
{
    /// <summary>It is done.</summary>
    Done,
    /// <summary>There is no such identity.</summary>
    NoIdentity,
    /// <summary>There is no such agent.</summary>
    NoAgent,
    /// <summary>The agent is retired or was dismissed; confirm it first.</summary>
    AgentNotInUse,
    /// <summary>Another agent has the name of the new one.</summary>
    NameTaken,
    /// <summary>The owner or sponsor of the new one is unknown or has left.</summary>
    NobodyToAnswer,
}
