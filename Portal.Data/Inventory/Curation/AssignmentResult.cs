namespace Portal.Data.Inventory.Curation;

/// <summary>The answer to a command on an identity.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Agent">The agent that the identity belongs to now, or null.</param>
public sealed record AssignmentResult(IdentityAssigned Outcome, AgentId? Agent = null);
