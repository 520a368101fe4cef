namespace Portal.Data.Changes.Delegates;

/// <summary>What is wrong with the rights of an identity that is used through an agent.</summary>
public enum DelegateFindingKind
{
    /// <summary>Nothing limits the agent: it may do all that the identity may.</summary>
    InheritsEverything,
    /// <summary>What limits it looks only at what the agent says of itself.</summary>
    LimitCanBeTakenOff,
}
