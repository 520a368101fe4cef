using Portal.Data.Access;

namespace Portal.Data.Inventory.Curation;

/// <summary>What the record keeps of an agent before and after a change.</summary>
internal sealed record AgentState(
    string Name, string Purpose, AgentEnvironment Environment, Autonomy Autonomy, AgentStatus Status, PersonId? Owner, PersonId? Sponsor, PersonId? InheritedFrom)
{
    /// <summary>The agent as it is.</summary>
    public static AgentState Of(Agent agent) =>
        new(agent.Name, agent.Purpose, agent.Environment, agent.Autonomy, agent.Status, agent.OwnerId, agent.SponsorId, agent.InheritedFromId);
}
