namespace Portal.Data.Changes.Chains;

/// <summary>What a hop of a chain is, in the order of the chain.</summary>
public enum ChainHopKind
{
    /// <summary>On whose behalf the call was made.</summary>
    Human,
    /// <summary>The session that it came through.</summary>
    Session,
    /// <summary>The agent that it names.</summary>
    Agent,
    /// <summary>The call.</summary>
    Call,
    /// <summary>Where the agent's mark is lost: joined by behaviour only.</summary>
    Broken,
    /// <summary>What was done.</summary>
    Act,
}
