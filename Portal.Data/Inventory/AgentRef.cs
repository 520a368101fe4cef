namespace Portal.Data.Inventory;

/// <summary>An agent where only the name matters.</summary>
/// <param name="Id">Which.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status">Where it is in its life here.</param>
public sealed record AgentRef(AgentId Id, string Name, AgentStatus Status);
