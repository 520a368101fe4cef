using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Data.Permissions.Organizations;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Organizations;
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
    private const int AtOnce = 10_000;
    private readonly Dictionary<Platform, IPermissionEngine> _engines = platforms.ToDictionary(p => p.Platform, p => p.Permissions);

    /// <summary>Assesses until nothing is left.</summary>
    /// <returns>How many identities were assessed.</returns>
    public async Task<int> RunAsync(Caller by, CancellationToken cancellationToken)
    {
        var assessed = 0;
        while (await NextAsync(cancellationToken) is { Count: > 0 } batch)
        {
            await commands.RunAsync("risk.assess", by, Right.ManageInventory, (scope, token) => StoreAsync(scope, batch, token), cancellationToken);
            assessed += batch.Count;
        }
        return assessed;
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

    /// <summary>The next identities to assess, assessed; reading and computing happen outside the writer's transaction.</summary>
    private async Task<IReadOnlyList<Identity>> NextAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var identities = await db.Identities.AsNoTracking()
            .Where(i => i.ObservedUntil == null && i.AssessedHash != i.PolicySetHash)
            .OrderBy(i => i.Id)
            .Take(AtOnce)
            .ToListAsync(cancellationToken);
        if (identities.Count == 0)
        {
            return [];
        }
        var now = clock.GetUtcNow();
        foreach (var onPlatform in identities.GroupBy(i => i.Platform))
        {
            var all = onPlatform.ToList();
            var summaries = Summarize(onPlatform.Key, await HoldingsAsync(db, onPlatform.Key, all, cancellationToken), cancellationToken);
            foreach (var (identity, summary) in all.Zip(summaries))
            {
                identity.IsAdministrator = summary.IsAdministrator;
                identity.Totals = summary.Totals;
                identity.RiskReasons = IdentityRisk.Of(summary, identity, now);
                identity.Risk = RiskReason.Sum(identity.RiskReasons);
                identity.AssessedHash = identity.PolicySetHash;
            }
        }
        return identities;
    }

    /// <summary>What the identities hold, from memory; those that changed while it was read are read by themselves.</summary>
    private async Task<List<Holding>> HoldingsAsync(GovernanceDb db, Platform platform, List<Identity> identities, CancellationToken cancellationToken)
    {
        var organization = await organizations.GetAsync(platform, cancellationToken);
        var onResources = organization.ResourcePolicies.Count <= HoldingReader.MostResourcePolicies ? organization.ResourcePolicies : [];
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

    private static async Task<int> StoreAsync(CommandScope scope, IReadOnlyList<Identity> batch, CancellationToken cancellationToken)
    {
        await RiskHistoryWriter.NoteAsync(scope, batch, cancellationToken);
        await scope.Db.BulkUpdateAsync(
            batch,
            [nameof(Identity.IsAdministrator), nameof(Identity.Totals), nameof(Identity.Risk), nameof(Identity.RiskReasons), nameof(Identity.AssessedHash)],
            cancellationToken);
        var ids = batch.Select(i => i.AgentId).OfType<AgentId>().Distinct().ToArray();
        var agents = await scope.Db.Agents.Where(a => EF.Parameter(ids).Contains(a.Id)).ToListAsync(cancellationToken);
        await AgentRisk.RefreshAsync(scope, agents, cancellationToken);
        return Recorded(scope, "risk.assess", batch.Count);
    }

    private static int Recorded(CommandScope scope, string action, int identities)
    {
        var agents = scope.Db.ChangeTracker.Entries<Agent>().Count(e => e.State == EntityState.Modified);
        if (identities > 0 || agents > 0)
        {
            scope.Record(action, new("risk", "all", "Risk of identities and agents"), after: new { identities, agents });
            scope.Announce(Topic.Inventory);
        }
        return identities + agents;
    }
}
