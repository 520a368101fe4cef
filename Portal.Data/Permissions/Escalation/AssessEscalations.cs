using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Permissions.Escalation;

/// <summary>
/// Brings what an identity can become, and who from outside can become it, into its risk. Another identity's change may move it, so all are
/// looked at after each import; only those whose facts are others than before are written.
/// </summary>
public sealed class AssessEscalations
{
    private const int AtOnce = 1_000;
    private readonly IDbContextFactory<GovernanceDb> _databases;
    private readonly CommandRunner _commands;
    private readonly EscalationAtlas _atlas;

    internal AssessEscalations(IDbContextFactory<GovernanceDb> databases, CommandRunner commands, EscalationAtlas atlas)
    {
        _databases = databases;
        _commands = commands;
        _atlas = atlas;
    }

    /// <summary>Looks at all identities.</summary>
    /// <returns>How many have other facts than before.</returns>
    public async Task<int> RunAsync(Caller by, CancellationToken cancellationToken)
    {
        var moved = 0;
        foreach (var platform in _atlas.Platforms)
        {
            if (await _atlas.GetAsync(platform, cancellationToken) is not { } view)
            {
                continue;
            }
            foreach (var batch in (await MovedAsync(platform, view, cancellationToken)).Chunk(AtOnce))
            {
                moved += await _commands.RunAsync("risk.escalations", by, Right.ManageInventory, (scope, token) => StoreAsync(scope, batch, token), cancellationToken);
            }
        }
        return moved;
    }

    private async Task<List<(IdentityId Id, IReadOnlyList<RiskReason> Facts)>> MovedAsync(Platform platform, EscalationView view, CancellationToken cancellationToken)
    {
        await using var db = await _databases.CreateDbContextAsync(cancellationToken);
        var moved = new List<(IdentityId, IReadOnlyList<RiskReason>)>();
        // What is not assessed yet is left to the assessment: its own facts would be missing here.
        var rows = db.Identities.Where(i => i.Platform == platform && i.ObservedUntil == null && i.AssessedHash == i.PolicySetHash)
            .Select(i => new { i.Id, i.RiskReasons }).AsAsyncEnumerable();
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            if (view.Organization.Find(row.Id.Value) is >= 0 and var number)
            {
                var facts = Facts(view, EscalationMap.NodeOf(number), row.RiskReasons).ToList();
                if (!facts.SequenceEqual(row.RiskReasons.Where(IdentityRisk.FromOthers)))
                {
                    moved.Add((row.Id, facts));
                }
            }
        }
        return moved;
    }

    private static async Task<int> StoreAsync(CommandScope scope, (IdentityId Id, IReadOnlyList<RiskReason> Facts)[] batch, CancellationToken cancellationToken)
    {
        var ids = batch.Select(moved => moved.Id).ToArray();
        var facts = batch.ToDictionary(moved => moved.Id, moved => moved.Facts);
        var identities = await scope.Db.Identities.AsNoTracking().Where(i => EF.Parameter(ids).Contains(i.Id)).ToListAsync(cancellationToken);
        foreach (var identity in identities)
        {
            identity.RiskReasons = RiskReason.Ordered(identity.RiskReasons.Where(reason => !IdentityRisk.FromOthers(reason)).Concat(facts[identity.Id]));
            identity.Risk = RiskReason.Sum(identity.RiskReasons);
        }
        await RiskHistoryWriter.NoteAsync(scope, identities, cancellationToken);
        await scope.Db.BulkUpdateAsync(identities, [nameof(Identity.Risk), nameof(Identity.RiskReasons)], cancellationToken);
        var agentIds = identities.Select(i => i.AgentId).OfType<AgentId>().Distinct().ToArray();
        var agents = await scope.Db.Agents.Where(a => EF.Parameter(agentIds).Contains(a.Id)).ToListAsync(cancellationToken);
        await AgentRisk.RefreshAsync(scope, agents, cancellationToken);
        scope.Record("risk.escalations", new("risk", "all", "Risk of identities and agents"), after: new { identities = identities.Count });
        scope.Announce(Topic.Inventory);
        return identities.Count;
    }

    /// <summary>The facts from others, in the order in which reasons are kept.</summary>
    private static IReadOnlyList<RiskReason> Facts(EscalationView view, int node, IReadOnlyList<RiskReason> own)
    {
        var facts = new List<RiskReason>();
        var cost = view.Graph.CostToAdministrator(node);
        var isAdministrator = own.Any(reason => reason.Factor == RiskFactor.PrivilegeEscalation && !IdentityRisk.FromOthers(reason));
        if (!isAdministrator && cost != EscalationGraph.Never)
        {
            facts.Add(Escalation(cost));
        }
        if (view.Graph.Map.Outsiders.TryGetValue(node, out var outsider))
        {
            facts.Add(outsider.IsConditional
                ? RiskWeight.MayTrustOutsiders.As($"{outsider.Who} may act as it under conditions")
                : RiskWeight.TrustsOutsiders.As($"{outsider.Who} may act as it"));
        }
        return RiskReason.Ordered(facts);
    }

    private static RiskReason Escalation(int cost)
    {
        var steps = EscalationGraph.StepsOf(cost) switch
        {
            0 => "as it is, but for limits of its organization",
            1 => "in one step",
            var count => $"in {count} steps",
        };
        return EscalationGraph.IsConditional(cost)
            ? RiskWeight.MayEscalate.As($"Can become an administrator {steps}, if conditions hold")
            : RiskWeight.Escalates.As($"Can become an administrator {steps}");
    }
}
