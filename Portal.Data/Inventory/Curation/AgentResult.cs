namespace Portal.Data.Inventory.Curation;

/// <summary>The answer to a command on an agent.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Agent">The agent, or null when there is none.</param>
public sealed record AgentResult(AgentSaved Outcome, AgentId? Agent = null);
