using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.People;

namespace Portal.Data.Inventory;

/// <summary>
/// The risk of an agent: that of its riskiest identity, and what is known of the agent itself, each fact with a weight of
/// <see cref="RiskWeight"/>, at most 100.
/// </summary>
internal static class AgentRisk
{
    /// <summary>Works out the risk of these agents again, from what is stored, and sets it on them.</summary>
    public static async Task RefreshAsync(CommandScope scope, IReadOnlyCollection<Agent> agents, CancellationToken cancellationToken)
    {
        var db = scope.Db;
        var ids = agents.Select(a => (AgentId?)a.Id).ToArray();
        var identities = (await db.Identities.AsNoTracking()
            .Where(i => EF.Parameter(ids).Contains(i.AgentId) && i.ObservedUntil == null && !i.IsDismissed)
            .Select(i => new { i.AgentId, i.Name, i.Risk })
            .ToListAsync(cancellationToken)).ToLookup(i => i.AgentId);
        var answering = agents.SelectMany(a => new[] { a.OwnerId, a.SponsorId }).OfType<PersonId>().Distinct().ToArray();
        var left = await db.Set<Person>().Where(p => EF.Parameter(answering).Contains(p.Id) && !p.IsActive).Select(p => p.Id).ToListAsync(cancellationToken);
        foreach (var agent in agents)
        {
            var worst = identities[agent.Id].MaxBy(i => i.Risk);
            var reasons = RiskReason.Ordered(Facts(agent, worst is null ? null : (worst.Name, worst.Risk), left));
            var risk = RiskReason.Sum(reasons);
            if (agent.Risk != risk || !agent.RiskReasons.SequenceEqual(reasons))
            {
                if (RiskChange.Of(agent.Id, agent.RiskReasons, reasons, scope.Now) is { } change)
                {
                    db.RiskChanges.Add(change);
                }
                agent.Risk = risk;
                agent.RiskReasons = reasons;
            }
        }
    }

    /// <summary>The facts that add to an agent's risk.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="worst">Its riskiest identity, or null when it has none.</param>
    /// <param name="left">Who of its owner and sponsor is no longer here.</param>
    internal static IEnumerable<RiskReason> Facts(Agent agent, (string Name, int Risk)? worst, IReadOnlyCollection<PersonId> left)
    {
        if (worst is { Risk: > 0 } identity)
        {
            yield return new($"Its identity {identity.Name} has a risk of {identity.Risk}", identity.Risk, RiskFactor.Identity);
        }
        if (agent.Environment == AgentEnvironment.Production)
        {
            yield return RiskWeight.Production.As("Acts in production");
        }
        else if (agent.Environment == AgentEnvironment.Unknown)
        {
            yield return RiskWeight.UnknownEnvironment.As("Nobody said where it acts");
        }
        if (agent.Autonomy == Autonomy.ActsAlone)
        {
            yield return RiskWeight.ActsAlone.As("Acts without a person");
        }
        else if (agent.Autonomy == Autonomy.Unknown)
        {
            yield return RiskWeight.UnknownAutonomy.As("Nobody said how far it acts without a person");
        }
        if (agent.OwnerId is null)
        {
            yield return RiskWeight.NoOwner.As("Nobody owns it");
        }
        else if (left.Contains(agent.OwnerId.Value))
        {
            yield return RiskWeight.NoOwner.As("Its owner left");
        }
        else if (agent.InheritedAt is not null)
        {
            yield return RiskWeight.NotTakenOn.As("Its owner inherited it and has not confirmed that");
        }
        if (agent.SponsorId is null)
        {
            yield return RiskWeight.NoSponsor.As("Nobody sponsors it");
        }
        else if (left.Contains(agent.SponsorId.Value))
        {
            yield return RiskWeight.NoSponsor.As("Its sponsor left");
        }
        if (agent.Status == AgentStatus.Discovered)
        {
            yield return RiskWeight.NotConfirmed.As("Nobody has confirmed it");
        }
    }
}
