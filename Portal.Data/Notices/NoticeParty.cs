using Portal.Data.Inventory;

namespace Portal.Data.Notices;

/// <summary>An identity that has a part in a change, as far as rules ask.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its short name.</param>
/// <param name="Risk">0..100.</param>
/// <param name="Agent">The agent that it belongs to, or null.</param>
/// <param name="AgentName">The agent's name, or null.</param>
/// <param name="Environment">Where the agent may act.</param>
internal sealed record NoticeParty(IdentityId Id, string Name, int Risk, AgentId? Agent, string? AgentName, AgentEnvironment Environment);
