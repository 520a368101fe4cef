using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Permissions.Escalation;

/// <summary>Answers how identities can gain more rights, and what agents can become.</summary>
public sealed class EscalationQueries
{
    private readonly IDbContextFactory<GovernanceDb> _databases;
    private readonly EscalationAtlas _atlas;
    private readonly Dictionary<Platform, IPlatform> _platforms;

    internal EscalationQueries(IDbContextFactory<GovernanceDb> databases, EscalationAtlas atlas, IEnumerable<IPlatform> platforms)
    {
        _databases = databases;
        _atlas = atlas;
        _platforms = platforms.ToDictionary(platform => platform.Platform);
    }

    /// <summary>How an identity can gain more rights; null when there is no such identity.</summary>
    public async Task<IdentityEscalations?> OfAsync(IdentityId id, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        await using var db = await _databases.CreateDbContextAsync(cancellationToken);
        if (await db.Identities.Where(i => i.Id == id).Select(i => (Platform?)i.Platform).SingleOrDefaultAsync(cancellationToken) is not { } platform)
        {
            return null;
        }
        if (await _atlas.GetAsync(platform, cancellationToken) is not { } view)
        {
            return new IdentityEscalations(IsAdministrator: false, ToAdministrator: null, [], [$"Escalation paths on {platform} are not known yet."]);
        }
        if (view.Organization.Find(id.Value) is not (>= 0 and var number))
        {
            return new IdentityEscalations(IsAdministrator: false, ToAdministrator: null, [], ["It is gone: what it could become is not asked any more."]);
        }
        var node = EscalationMap.NodeOf(number);
        var isAdministrator = view.Graph.CostToAdministrator(node) == 0;
        return new IdentityEscalations(
            isAdministrator,
            view.Graph.PathToAdministrator(node) is { } path ? view.Path(path) : null,
            isAdministrator ? [] : Findings(view, number, platform),
            view.Graph.Map.NotModelled);
    }

    /// <summary>Everything that an agent can become; null when there is no such agent.</summary>
    public async Task<AgentReach?> OfAsync(AgentId id, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadAgent);
        if (!by.Knows(id.Value))
        {
            return null;
        }
        await using var db = await _databases.CreateDbContextAsync(cancellationToken);
        if (!await db.Agents.AnyAsync(a => a.Id == id, cancellationToken))
        {
            return null;
        }
        var own = await db.Identities.Where(i => i.AgentId == id && i.ObservedUntil == null && !i.IsDismissed)
            .Select(i => new { i.Id, i.Platform }).ToListAsync(cancellationToken);
        var reaches = new List<AgentReach>();
        foreach (var onPlatform in own.GroupBy(i => i.Platform))
        {
            if (await _atlas.GetAsync(onPlatform.Key, cancellationToken) is { } view)
            {
                reaches.Add(Reach(view, [.. onPlatform.Select(i => view.Organization.Find(i.Id.Value)).Where(number => number >= 0).Select(EscalationMap.NodeOf)]));
            }
        }
        return new AgentReach(
            reaches.Exists(reach => reach.IsAdministrator),
            reaches.Select(reach => reach.ToAdministrator).OfType<EscalationPath>().OrderBy(path => path.IsConditional).ThenBy(path => path.Steps.Count).FirstOrDefault(),
            [.. reaches.SelectMany(reach => reach.Identities).OrderBy(reached => reached.Path.IsConditional).ThenBy(reached => reached.Path.Steps.Count).Take(AgentReach.MostIdentities)],
            reaches.Exists(reach => reach.IsMore),
            [.. reaches.SelectMany(reach => reach.NotModelled).Distinct(StringComparer.Ordinal)]);
    }

    private static AgentReach Reach(EscalationView view, IReadOnlyCollection<int> own)
    {
        var best = own.Where(node => view.Graph.CostToAdministrator(node) != EscalationGraph.Never).OrderBy(view.Graph.CostToAdministrator).Select(node => (int?)node).FirstOrDefault();
        var reached = view.Graph.Reach(own)
            .Where(reach => view.Graph.Map.Nodes[reach.Node].Kind == EscalationNodeKind.Identity)
            .Take(AgentReach.MostIdentities + 1)
            .Select(reach => new ReachedIdentity(view.Party(reach.Node), view.Path(reach.Path)))
            .ToList();
        return new AgentReach(
            best is { } first && view.Graph.CostToAdministrator(first) == 0,
            best is { } node ? view.Path(view.Graph.PathToAdministrator(node)!) : null,
            [.. reached.Take(AgentReach.MostIdentities)],
            reached.Count > AgentReach.MostIdentities,
            view.Graph.Map.NotModelled);
    }

    private List<EscalationFinding> Findings(EscalationView view, int caller, Platform platform)
    {
        var surplus = new Surplus(view.Organization, _platforms[platform].Permissions);
        return [.. view.Graph.Direct(EscalationMap.NodeOf(caller))
            .Where(hop => hop.Step.Primitive != EscalationStep.HoldsEverything && IsGain(view, surplus, hop, caller))
            .GroupBy(hop => hop.Step.Primitive, StringComparer.Ordinal)
            .Select(hops => Finding(view, [.. hops.OrderBy(hop => hop.Conditions.Count).ThenBy(hop => view.Graph.CostToAdministrator(hop.To))]))
            .OrderBy(finding => finding.Conditions.Count > 0).ThenBy(finding => finding.Primitive, StringComparer.Ordinal)];
    }

    private static EscalationFinding Finding(EscalationView view, IReadOnlyList<GraphHop> hops)
    {
        var targets = hops.Select(hop => hop.To).Distinct().ToList();
        var step = hops[0].Step;
        return new EscalationFinding(
            step.Primitive, step.Name, step.Actions, step.GrantedBy, hops[0].Conditions, [.. targets.Take(EscalationFinding.MostTargets).Select(view.Party)], targets.Count);
    }

    /// <summary>An identity as it is has to hold more than the caller, or lead on to the administrator; what is changed or content always is a gain.</summary>
    private static bool IsGain(EscalationView view, Surplus surplus, GraphHop hop, int caller)
    {
        var (kind, subject, _) = view.Graph.Map.Nodes[hop.To];
        return kind != EscalationNodeKind.Identity || subject == caller
            || view.Graph.CostToAdministrator(hop.To) != EscalationGraph.Never || surplus.HasMore(subject, caller);
    }
}
