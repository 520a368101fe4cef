using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Permissions.Reading;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Permissions.LeastPrivilege;

/// <summary>Says what of an identity's permissions was used, and makes policies that keep only some of them.</summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="platforms">Whose engines answer.</param>
/// <param name="observed">Tell what identities were seen doing.</param>
/// <param name="clock">The time.</param>
public sealed class LeastPrivilegeQueries(
    IDbContextFactory<GovernanceDb> databases, IEnumerable<IPlatform> platforms, IEnumerable<IObservedUse> observed, TimeProvider clock)
{
    private readonly Dictionary<Platform, IPlatform> _platforms = platforms.ToDictionary(p => p.Platform);

    /// <summary>What an identity may do now and whether it did in the last <paramref name="days"/> days; null when there is no such identity.</summary>
    public async Task<UsedActions?> UsedAsync(IdentityId id, int days, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await new HoldingReader(db).FindAsync(id, resource: null, cancellationToken) is not var (identity, held))
        {
            return null;
        }
        var permissions = _platforms.TryGetValue(identity.Platform, out var platform) ? platform.Permissions.Evaluate(held.Holding).Permissions : [];
        return UsedActions.Of(permissions, await observed.ReadAsync(db, id, cancellationToken), clock.GetUtcNow().AddDays(-days));
    }

    /// <summary>
    /// Policies that allow exactly the asked-for part of what an identity may do now; null when there is no such identity. Holds the words of
    /// its statements: given out by <see cref="ReadPolicies"/>, which records that where they are guarded.
    /// </summary>
    internal async Task<PolicyDraft?> DraftAsync(IdentityId id, LeastPrivilegeRequest request, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await new HoldingReader(db).FindAsync(id, resource: null, cancellationToken) is var (identity, held) && _platforms.TryGetValue(identity.Platform, out var platform)
            ? platform.Permissions.Draft(held.Holding, request) with { IsGuarded = await db.AreGuardedAsync(identity, cancellationToken) }
            : null;
    }
}
