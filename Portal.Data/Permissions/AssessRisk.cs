using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Data.Permissions.Organizations;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Organizations;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Permissions;

/// <summary>
/// Works out the risk of identities whose permissions may have changed since it was last done, and of their agents. Identities that hold the
/// same documents share the work.
/// </summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="commands">Runs it as one command per batch.</param>
/// <param name="platforms">Whose engines answer.</param>
/// <param name="organizations">What is in force now.</param>
/// <param name="clock">The time.</param>
public sealed class AssessRisk(
    IDbContextFactory<GovernanceDb> databases, CommandRunner commands, IEnumerable<IPlatform> platforms, OrganizationCache organizations, TimeProvider clock)
{
    private const int AtOnce = 5_000;
    private readonly Dictionary<Platform, IPermissionEngine> _engines = platforms.ToDictionary(p => p.Platform, p => p.Permissions);

    /// <summary>Assesses until nothing is left. While one batch is stored the next one is worked out.</summary>
    /// <returns>How many identities were assessed.</returns>
    public async Task<int> RunAsync(Caller by, CancellationToken cancellationToken)
    {
        var assessed = 0;
        while (await WaitingAsync(cancellationToken) is { Count: > 0 } batches)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var next = BeginAsync(batches[0], stop.Token);
            try
            {
                for (var number = 1; number <= batches.Count; number++)
                {
                    var batch = await next;
                    next = number < batches.Count ? BeginAsync(batches[number], stop.Token) : next;
                    assessed += await commands.RunAsync("risk.assess", by, Right.ManageInventory, (scope, token) => StoreAsync(scope, batch, token), cancellationToken);
                }
            }
            finally
            {
                await stop.CancelAsync();
                await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        return assessed;

        Task<Batch> BeginAsync(IdentityId[] ids, CancellationToken token) => Task.Run(() => AssessAsync(ids, token), token);
    }

    /// <summary>Works out the risk of all agents again, for example after people came or left.</summary>
    /// <returns>How many have another risk than before.</returns>
    public Task<int> RefreshAgentsAsync(Caller by, CancellationToken cancellationToken) => commands.RunAsync(
        "risk.refreshAgents",
        by,
        Right.ManageInventory,
        async (scope, token) =>
        {
            var agents = await scope.Db.Agents.Where(a => a.Status != AgentStatus.Dismissed).ToListAsync(token);
            await AgentRisk.RefreshAsync(scope, agents, token);
            return Recorded(scope, "risk.refreshAgents", identities: 0);
        },
        cancellationToken);

    /// <summary>Whoever is to be assessed. Those of one account, whom the same limits bind, stand side by side.</summary>
    private async Task<List<IdentityId[]>> WaitingAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var waiting = await db.Identities
            .Where(i => i.ObservedUntil == null && i.AssessedHash != i.PolicySetHash)
            .Select(i => new { i.Id, i.Container })
            .ToListAsync(cancellationToken);
        return [.. waiting.OrderBy(i => i.Container, StringComparer.Ordinal).ThenBy(i => i.Id.Value).Select(i => i.Id).Chunk(AtOnce)];
    }

    /// <summary>Identities, assessed; reading and computing happen outside the writer's transaction.</summary>
    private async Task<Batch> AssessAsync(IdentityId[] ids, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var snapshots = await db.Snapshots.CountAsync(cancellationToken);
        var identities = await ReadAsync(db, ids, cancellationToken);
        var now = clock.GetUtcNow();
        var uses = await ReportedUse.ReadAsync(db, ids, now, cancellationToken);
        foreach (var onPlatform in identities.GroupBy(i => i.Platform))
        {
            var all = onPlatform.ToList();
            var organization = await organizations.GetAsync(onPlatform.Key, cancellationToken);
            var onResources = WeighedResourcePolicies.Of(organization);
            var summaries = Summarize(onPlatform.Key, await HoldingsAsync(db, organization, onResources ?? [], all, cancellationToken), cancellationToken);
            foreach (var (identity, found) in all.Zip(summaries))
            {
                var summary = onResources is null ? found with { IsPartlyUnknown = true } : found;
                identity.IsAdministrator = summary.IsAdministrator;
                identity.Totals = summary.Totals;
                identity.RiskReasons = IdentityRisk.Of(summary, identity, uses.GetValueOrDefault(identity.Id), now);
                identity.Risk = RiskReason.Sum(identity.RiskReasons);
                identity.AssessedHash = identity.PolicySetHash;
            }
        }
        return new Batch(identities, snapshots);
    }

    /// <summary>What the assessment needs of identities, and what it writes, which is not read: most of what is stored of them are signals and numbers.</summary>
    private static Task<List<Identity>> ReadAsync(GovernanceDb db, IdentityId[] ids, CancellationToken cancellationToken) => db.Identities
        .Where(i => EF.Parameter(ids).Contains(i.Id) && i.ObservedUntil == null)
        .Select(i => new Identity
        {
            Id = i.Id,
            SourceId = i.SourceId,
            Platform = i.Platform,
            Kind = i.Kind,
            NativeId = i.NativeId,
            Name = i.Name,
            Container = i.Container,
            AgentId = i.AgentId,
            Tags = i.Tags,
            CreatedAt = i.CreatedAt,
            LastUsedAt = i.LastUsedAt,
            PolicySetHash = i.PolicySetHash,
            ContentHash = i.ContentHash,
            RiskReasons = i.RiskReasons,
            ObservedFrom = i.ObservedFrom,
        })
        .ToListAsync(cancellationToken);

    /// <summary>What the identities hold, from memory; those that changed while it was read are read by themselves.</summary>
    private static async Task<List<Holding>> HoldingsAsync(
        GovernanceDb db, Organization organization, IReadOnlyList<HeldResourcePolicy> onResources, List<Identity> identities, CancellationToken cancellationToken)
    {
        var changed = identities.Where(i => Holder(organization, i) is null).ToList();
        var read = changed.Count == 0 ? null : await new HoldingReader(db).ReadAsync(changed, resource: null, cancellationToken);
        return identities.ConvertAll(i => Holder(organization, i) is { } holder ? organization.HoldingOf(holder, onResources) : read![i.Id].Holding);
    }

    private static Holder? Holder(Organization organization, Identity identity) =>
        organization.Find(identity.Id.Value) is var number and >= 0
        && organization.Holders[number] is { } holder && holder.Fingerprint == OrganizationReader.Fingerprint(identity.ContentHash, identity.PolicySetHash)
            ? holder
            : null;

    private IReadOnlyList<PermissionSummary> Summarize(Platform platform, List<Holding> holdings, CancellationToken cancellationToken) =>
        _engines.TryGetValue(platform, out var engine)
            ? engine.Summarize(holdings, cancellationToken)
            : [.. Enumerable.Repeat(PermissionSummary.Unknown, holdings.Count)];

    private static async Task<int> StoreAsync(CommandScope scope, Batch assessed, CancellationToken cancellationToken)
    {
        if (await scope.Db.Snapshots.CountAsync(cancellationToken) != assessed.Snapshots)
        {
            // An import came in between and may have marked some of them: all are still waiting, and are assessed anew.
            return 0;
        }
        var batch = assessed.Identities;
        await RiskHistoryWriter.NoteAsync(scope, batch, cancellationToken);
        await scope.Db.BulkUpdateAsync(
            batch,
            [nameof(Identity.IsAdministrator), nameof(Identity.Totals), nameof(Identity.Risk), nameof(Identity.RiskReasons), nameof(Identity.AssessedHash)],
            cancellationToken);
        var ids = batch.Select(i => i.AgentId).OfType<AgentId>().Distinct().ToArray();
        var agents = await scope.Db.Agents.Where(a => EF.Parameter(ids).Contains(a.Id)).ToListAsync(cancellationToken);
        await AgentRisk.RefreshAsync(scope, agents, cancellationToken);
        Recorded(scope, "risk.assess", batch.Count);
        return batch.Count;
    }

    /// <summary>Records what was done.</summary>
    /// <returns>How many agents have another risk.</returns>
    private static int Recorded(CommandScope scope, string action, int identities)
    {
        var agents = scope.Db.ChangeTracker.Entries<Agent>().Count(e => e.State == EntityState.Modified);
        if (identities > 0 || agents > 0)
        {
            scope.Record(action, new("risk", "all", "Risk of identities and agents"), after: new { identities, agents });
            scope.Announce(Topic.Inventory);
        }
        return agents;
    }

    /// <summary>Identities that were assessed.</summary>
    /// <param name="Identities">With their new risk.</param>
    /// <param name="Snapshots">How many snapshots there were before anything was read.</param>
    private sealed record Batch(List<Identity> Identities, int Snapshots);
}
