using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Permissions;

/// <summary>Answers what identities were given and what they can do, now or as of a time.</summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="platforms">Whose engines answer.</param>
public sealed class PermissionQueries(IDbContextFactory<GovernanceDb> databases, IEnumerable<IPlatform> platforms)
{
    private readonly Dictionary<Platform, IPlatform> _platforms = platforms.ToDictionary(p => p.Platform);

    /// <summary>The entitlements of an identity at <paramref name="at"/> (null: now) with what each adds; null when there is no such identity.</summary>
    public async Task<IReadOnlyList<EntitlementRow>?> EntitlementsAsync(IdentityId id, DateTimeOffset? at, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await FindAsync(db, id, at, resource: null, cancellationToken) is not var (identity, held))
        {
            return null;
        }
        var contributions = _platforms.GetValueOrDefault(identity.Platform)?.Permissions.Contributions(held.Holding)
            .ToDictionary(c => (c.Entitlement.Kind, c.Entitlement.Key));
        var hashes = held.Entitlements.SelectMany(e => e.Documents).Select(d => d.Hash).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        var documents = await db.PolicyDocuments.AsNoTracking()
            .Where(d => EF.Parameter(hashes).Contains(d.Hash))
            .ToDictionaryAsync(d => d.Hash, StringComparer.Ordinal, cancellationToken);
        return [.. held.Entitlements
            .OrderBy(e => e.Name, StringComparer.OrdinalIgnoreCase)
            .Select(e => Row(identity, e, contributions?.GetValueOrDefault((e.Kind, e.Key)), documents))];
    }

    /// <summary>The effective permissions of an identity that <paramref name="filter"/> names; null when there is no such identity.</summary>
    public async Task<EffectivePermissions?> PermissionsAsync(IdentityId id, PermissionFilter filter, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await FindAsync(db, id, filter.At, resource: null, cancellationToken) is not var (identity, held))
        {
            return null;
        }
        if (!_platforms.TryGetValue(identity.Platform, out var platform))
        {
            return new([], IsAdministrator: false, [$"Permissions on {identity.Platform} cannot be computed yet."]);
        }
        var all = platform.Permissions.Evaluate(held.Holding);
        return all with
        {
            Permissions = [.. all.Permissions.Where(p => Fits(p, filter))],
            NotModelled = [.. all.NotModelled.Concat(held.Gaps).Distinct(StringComparer.Ordinal)],
        };
    }

    /// <summary>May the identity do this? Null when there is no such identity.</summary>
    public async Task<AccessAnswer?> CheckAsync(IdentityId id, AccessQuestion question, DateTimeOffset? at, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await FindAsync(db, id, at, question.Resource, cancellationToken) is not var (identity, held))
        {
            return null;
        }
        if (!_platforms.TryGetValue(identity.Platform, out var platform))
        {
            return null;
        }
        var answer = platform.Permissions.Check(held.Holding, question);
        return answer with { NotModelled = [.. answer.NotModelled.Concat(held.Gaps).Distinct(StringComparer.Ordinal)] };
    }

    private static async Task<(Identity Identity, HeldBy Held)?> FindAsync(
        GovernanceDb db, IdentityId id, DateTimeOffset? at, string? resource, CancellationToken cancellationToken)
    {
        if (await db.Identities.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancellationToken) is not { } identity)
        {
            return null;
        }
        var held = await new HoldingReader(db, at).ReadAsync([identity], resource, cancellationToken);
        return (identity, held[id]);
    }

    private static bool Fits(EffectivePermission permission, PermissionFilter filter) =>
        (filter.Service is null || permission.Service.Equals(filter.Service, StringComparison.OrdinalIgnoreCase))
        && (filter.Access is null || permission.Access == filter.Access)
        && (filter.Resource is null || permission.Resources.Any(r => r.Contains(filter.Resource, StringComparison.OrdinalIgnoreCase)));

    private static EntitlementRow Row(
        Identity identity, Entitlement entitlement, Contribution? contribution, Dictionary<string, PolicyDocument> documents)
    {
        var (use, reason) = UseOf(identity, entitlement);
        return new(
            entitlement.Id,
            entitlement.Kind,
            entitlement.Key,
            entitlement.Name,
            entitlement.ObservedFrom,
            entitlement.ObservedUntil,
            [.. entitlement.Documents.Select(d =>
            {
                var document = d.Hash is null ? null : documents.GetValueOrDefault(d.Hash);
                return new EntitlementDocument(d.Name, d.Hash, document?.Text, document?.Problem);
            })],
            contribution,
            use,
            reason);
    }

    // Only the holder's last activity is known here, not which of its entitlements it rested on.
    private static (EntitlementUse Use, string Reason) UseOf(Identity identity, Entitlement entitlement) => identity.LastUsedAt switch
    {
        null => (EntitlementUse.Unknown, "Nothing says when its holder last acted."),
        { } last when last < entitlement.ObservedFrom => (EntitlementUse.Unused, "Its holder has not acted since this was given."),
        _ => (EntitlementUse.Unknown, "Its holder has acted since, but nothing says whether it used this."),
    };
}
