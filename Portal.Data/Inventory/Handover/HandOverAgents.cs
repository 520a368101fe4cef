using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Inventory.Curation;
using Portal.Data.Live;
using Portal.Data.People;

namespace Portal.Data.Inventory.Handover;

/// <summary>
/// Gives a leaver's agents to whoever answers next, and marks them until that person says so. Agents that are out of use stay as they are,
/// and are flagged should they come back into use.
/// </summary>
/// <param name="notices">Tell the new owners.</param>
internal sealed class HandOverAgents(HandoverNotices notices) : ILeaverFollower
{
    /// <inheritdoc/>
    public async Task FollowAsync(CommandScope scope, IReadOnlyList<Person> left, IReadOnlyList<Person> back, CancellationToken cancellationToken)
    {
        var turned = left.Concat(back).Select(p => (PersonId?)p.Id).ToList();
        var agents = await scope.Db.Agents
            .Where(a => a.Status != AgentStatus.Dismissed && a.Status != AgentStatus.Retired)
            .Where(a => EF.Parameter(turned).Contains(a.OwnerId) || EF.Parameter(turned).Contains(a.SponsorId))
            .OrderBy(a => a.Name).ThenBy(a => a.Id)
            .ToListAsync(cancellationToken);
        if (agents.Count == 0)
        {
            return;
        }
        var gone = left.ToDictionary(p => p.Id);
        var lines = await ReportingLines.ReadAsync(
            scope.Db, left.Select(p => p.Id).Concat(agents.Select(a => a.SponsorId).OfType<PersonId>()), cancellationToken);
        var before = agents.ToDictionary(a => a.Id, AgentState.Of);
        var moved = new List<(Agent Agent, Person From)>();
        foreach (var agent in agents)
        {
            if (agent.OwnerId is { } owner && gone.TryGetValue(owner, out var leaver))
            {
                agent.PassOn(owner, lines.SuccessorOf(owner, agent.SponsorId), scope.Now);
                moved.Add((agent, leaver));
            }
        }
        await AgentRisk.RefreshAsync(scope, agents, cancellationToken);
        foreach (var (agent, from) in moved)
        {
            scope.Record(
                "agent.inherit",
                agent.Subject(),
                before[agent.Id],
                AgentState.Of(agent),
                agent.OwnerId is null ? $"{from.Name} left, and nobody is there to take over." : $"{from.Name} left.");
        }
        foreach (var agent in agents)
        {
            if (agent.SponsorId is { } sponsor && gone.TryGetValue(sponsor, out var leaver))
            {
                scope.Record("agent.sponsorLeft", agent.Subject(), before[agent.Id], AgentState.Of(agent), $"{leaver.Name} left.");
            }
        }
        await notices.TellAsync(scope, HandoverReason.Left, moved, cancellationToken);
        scope.Announce(Topic.Inventory);
    }
}
