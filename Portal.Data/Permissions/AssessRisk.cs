using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Permissions;

/// <summary>
/// Works out the risk of identities whose permissions may have changed since it was last done, and of their agents. Identities that hold the
/// same documents share the work.
/// </summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="commands">Runs it as one command per batch.</param>
/// <param name="platforms">Whose engines answer.</param>
/// <param name="clock">The time.</param>
public sealed class AssessRisk(
    IDbContextFactory<GovernanceDb> databases, CommandRunner commands, IEnumerable<IPlatform> platforms, TimeProvider clock)
{
    private const int AtOnce = 1_000;
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
            .Take(AtOnce)
            .ToListAsync(cancellationToken);
        if (identities.Count == 0)
        {
            return [];
        }
        var held = await new HoldingReader(db).ReadAsync(identities, resource: null, cancellationToken);
        var now = clock.GetUtcNow();
        foreach (var same in identities.GroupBy(i => (i.Platform, i.PolicySetHash)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var permissions = Evaluate(held[same.First().Id].Holding, same.Key.Platform);
            foreach (var identity in same)
            {
                // Conditions on the caller's name or tags make each identity's answer its own.
                permissions = permissions.IsPersonal ? Evaluate(held[identity.Id].Holding, same.Key.Platform) : permissions;
                identity.IsAdministrator = permissions.IsAdministrator;
                identity.Totals = permissions.Totals;
                identity.RiskReasons = IdentityRisk.Of(permissions, identity, now);
                identity.Risk = RiskReason.Sum(identity.RiskReasons);
                identity.AssessedHash = identity.PolicySetHash;
            }
        }
        return identities;
    }

    private EffectivePermissions Evaluate(Holding holding, Platform platform) => _engines.TryGetValue(platform, out var engine)
        ? engine.Evaluate(holding)
        : new EffectivePermissions([], IsAdministrator: false, ["Not computed."]);

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
