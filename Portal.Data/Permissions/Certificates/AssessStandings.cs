using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Inventory;
using Portal.Data.Inventory.Certificates;
using Portal.Data.Live;
using Portal.Data.Platforms;
using Portal.Data.Storage;
using State = Portal.Data.Inventory.Certificates.Certification;

namespace Portal.Data.Permissions.Certificates;

/// <summary>
/// Works out how identities stand to what was attested of them, for those of which either may have changed: after decisions and imports, a part at
/// a time, outside the writer's transaction.
/// </summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="commands">Stores each part as one command.</param>
/// <param name="platforms">Whose engines answer.</param>
/// <param name="followers">Act on what is found.</param>
/// <param name="clock">The time.</param>
public sealed class AssessStandings(
    IDbContextFactory<GovernanceDb> databases, CommandRunner commands, IEnumerable<IPlatform> platforms, IEnumerable<IStandingFollower> followers, TimeProvider clock)
{
    private const int AtOnce = 200;

    private readonly Dictionary<Platform, IPermissionEngine> _engines = platforms.ToDictionary(p => p.Platform, p => p.Permissions);

    /// <summary>Works out until nothing is due.</summary>
    /// <returns>How many identities were looked at.</returns>
    public async Task<int> RunAsync(Caller by, CancellationToken cancellationToken)
    {
        var done = 0;
        for (var some = await NextAsync(cancellationToken); some.Count > 0; some = await NextAsync(cancellationToken))
        {
            done += await commands.RunAsync("certification.assess", by, Right.ManageInventory, (scope, token) => StoreAsync(scope, some, token), cancellationToken);
        }
        return done;
    }

    private async Task<List<Standing>> NextAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var due = await db.Standings.AsNoTracking().Where(s => s.DueSince != null).OrderBy(s => s.DueSince).Take(AtOnce).ToListAsync(cancellationToken);
        var ids = due.ConvertAll(s => s.IdentityId).ToArray();
        var identities = await db.Identities.AsNoTracking().Where(i => EF.Parameter(ids).Contains(i.Id)).ToListAsync(cancellationToken);
        var states = await new CertifiedReader(db, _engines).ReadAsync(identities, cancellationToken);
        var now = clock.GetUtcNow();
        foreach (var standing in due)
        {
            Sum(standing, states.TryGetValue(standing.IdentityId, out var state) ? state.Standings(now) : []);
        }
        return due;
    }

    /// <summary>Sums the entitlements of an identity up.</summary>
    internal static void Sum(Standing standing, IReadOnlyList<EntitlementStanding> held)
    {
        var beyond = held.Where(e => e.State == State.Uncertified).ToList();
        standing.Uncertified = beyond.Count;
        standing.Never = held.Count(e => e.State == State.Never);
        standing.State = beyond.Count > 0 ? State.Uncertified
            : standing.Never > 0 ? State.Partly
            : held.Any(e => e.State == State.CoversMore) ? State.CoversMore
            : State.Certified;
        standing.Since = beyond.Select(e => e.Since).Min();
        standing.Until = held.Where(e => e.Certificate is { IsWithdrawn: false } && e.State != State.Uncertified).Select(e => e.Certificate!.Until).Min();
    }

    private async Task<int> StoreAsync(CommandScope scope, List<Standing> worked, CancellationToken cancellationToken)
    {
        var ids = worked.ConvertAll(s => s.IdentityId).ToArray();
        var stored = await scope.Db.Standings.AsNoTracking().Where(s => EF.Parameter(ids).Contains(s.IdentityId)).ToDictionaryAsync(s => s.IdentityId, cancellationToken);
        // Whoever was marked again meanwhile is looked at again.
        var fresh = worked.FindAll(s => stored.TryGetValue(s.IdentityId, out var row) && row.DueSince == s.DueSince);
        if (fresh.Count == 0)
        {
            return 0;
        }
        foreach (var standing in fresh)
        {
            standing.DueSince = null;
        }
        await scope.Db.BulkUpdateAsync(
            fresh, [nameof(Standing.State), nameof(Standing.Uncertified), nameof(Standing.Never), nameof(Standing.Since), nameof(Standing.Until), nameof(Standing.DueSince)], cancellationToken);
        foreach (var follower in followers)
        {
            await follower.OnAssessedAsync(scope, [.. fresh.Select(s => new StandingMoved(stored[s.IdentityId], s))], cancellationToken);
        }
        scope.Record("certification.assess", new("certification", "all", "what identities hold against what was attested"), after: new { identities = fresh.Count });
        scope.Announce(Topic.Inventory);
        return fresh.Count;
    }
}
