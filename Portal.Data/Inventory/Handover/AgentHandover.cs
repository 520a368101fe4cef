namespace Portal.Data.Inventory.Handover;

/// <summary>What about answering for an agent is unsettled because somebody left.</summary>
public enum AgentHandover
{
    /// <summary>Its owner inherited it and has not confirmed that.</summary>
    Inherited,
    /// <summary>Its owner left, and nobody was there to inherit it.</summary>
    Ownerless,
    /// <summary>Its sponsor left.</summary>
    SponsorLeft,
}
