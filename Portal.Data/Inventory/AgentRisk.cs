using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.People;
using Portal.Data.Storage;

namespace Portal.Data.Inventory;

/// <summary>
/// The risk of an agent: that of its riskiest identity, and what is known of the agent itself, at most 100. The points are these and no others:
/// production 10, acts alone 10, nobody owns it 15, its owner left 15, no sponsor 5, nobody confirmed it 5.
/// </summary>
internal static class AgentRisk
{
    private const int Most = 100;

    /// <summary>Works out the risk of these agents again, from what is stored, and sets it on them.</summary>
    public static async Task RefreshAsync(GovernanceDb db, IReadOnlyCollection<Agent> agents, CancellationToken cancellationToken)
    {
        var ids = agents.Select(a => (AgentId?)a.Id).ToArray();
        var identities = (await db.Identities.AsNoTracking()
            .Where(i => EF.Parameter(ids).Contains(i.AgentId) && i.ObservedUntil == null && !i.IsDismissed)
            .Select(i => new { i.AgentId, i.Name, i.Risk })
            .ToListAsync(cancellationToken)).ToLookup(i => i.AgentId);
        var owners = agents.Select(a => a.OwnerId).OfType<PersonId>().Distinct().ToArray();
        var left = await db.Set<Person>().Where(p => EF.Parameter(owners).Contains(p.Id) && !p.IsActive).Select(p => p.Id).ToListAsync(cancellationToken);
        foreach (var agent in agents)
        {
            var worst = identities[agent.Id].MaxBy(i => i.Risk);
            var reasons = Facts(agent, worst is null ? null : (worst.Name, worst.Risk), agent.OwnerId is { } owner && left.Contains(owner))
                .OrderByDescending(r => r.Points)
                .ToList();
            var risk = Math.Min(Most, reasons.Sum(r => r.Points));
            if (agent.Risk != risk || !agent.RiskReasons.SequenceEqual(reasons))
            {
                agent.Risk = risk;
                agent.RiskReasons = reasons;
            }
        }
    }

    /// <summary>The facts that add to an agent's risk.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="worst">Its riskiest identity, or null when it has none.</param>
    /// <param name="hasOwnerLeft">Whether its owner is no longer here.</param>
    internal static IEnumerable<RiskReason> Facts(Agent agent, (string Name, int Risk)? worst, bool hasOwnerLeft)
    {
        if (worst is { Risk: > 0 } identity)
        {
            yield return new($"Its identity {identity.Name} has a risk of {identity.Risk}", identity.Risk);
        }
        if (agent.Environment == AgentEnvironment.Production)
        {
            yield return new("Acts in production", 10);
        }
        if (agent.Autonomy == Autonomy.ActsAlone)
        {
            yield return new("Acts without a person", 10);
        }
        if (agent.OwnerId is null)
        {
            yield return new("Nobody owns it", 15);
        }
        else if (hasOwnerLeft)
        {
            yield return new("Its owner left", 15);
        }
        if (agent.SponsorId is null)
        {
            yield return new("Nobody sponsors it", 5);
        }
        if (agent.Status == AgentStatus.Discovered)
        {
            yield return new("Nobody has confirmed it", 5);
        }
    }
}
