using Portal.Data.Access;

namespace Portal.Data.Inventory.Handover;

/// <summary>What a new owner says about an agent that came to them.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="HandTo">Who answers for it instead, or null: they do.</param>
public sealed record OwnershipAnswer(AgentId Agent, PersonId? HandTo);
