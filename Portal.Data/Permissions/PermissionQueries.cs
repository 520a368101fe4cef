using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Permissions.Certificates;
using Portal.Data.Permissions.Reading;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Permissions;

/// <summary>Answers what identities were given and what they can do, now or as of a time.</summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="platforms">Whose engines answer.</param>
/// <param name="observed">Tell what identities were seen doing.</param>
/// <param name="clock">The time.</param>
public sealed class PermissionQueries(
    IDbContextFactory<GovernanceDb> databases, IEnumerable<IPlatform> platforms, IEnumerable<IObservedUse> observed, TimeProvider clock)
{
    private readonly Dictionary<Platform, IPlatform> _platforms = platforms.ToDictionary(p => p.Platform);

    /// <summary>
    /// The entitlements of an identity at <paramref name="at"/> (null: now) with what each adds, and the documents as far as they are not
    /// guarded; null when there is no such identity.
    /// </summary>
    public Task<IReadOnlyList<EntitlementRow>?> EntitlementsAsync(IdentityId id, DateTimeOffset? at, Caller by, CancellationToken cancellationToken) =>
        EntitlementsAsync(id, at, isWhole: false, by, cancellationToken);

    /// <summary>The same, on request with the guarded texts, for whoever records that.</summary>
    internal async Task<IReadOnlyList<EntitlementRow>?> EntitlementsAsync(IdentityId id, DateTimeOffset? at, bool isWhole, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await new HoldingReader(db, at).FindAsync(id, resource: null, cancellationToken) is not var (identity, held))
        {
            return null;
        }
        var contributions = _platforms.GetValueOrDefault(identity.Platform)?.Permissions.Contributions(held.Holding)
            .ToDictionary(c => (c.Entitlement.Kind, c.Entitlement.Key));
        var hashes = held.Entitlements.SelectMany(e => e.Documents).Select(d => d.Hash).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        var documents = await db.PolicyDocuments.AsNoTracking()
            .Where(d => EF.Parameter(hashes).Contains(d.Hash))
            .ToDictionaryAsync(d => d.Hash, StringComparer.Ordinal, cancellationToken);
        var facts = await observed.ReadAsync(db, id, cancellationToken);
        var areGuarded = await db.AreGuardedAsync(identity, cancellationToken);
        var standings = at is null
            ? await EntitlementStandings.ReadAsync(db, _platforms.GetValueOrDefault(identity.Platform)?.Permissions, identity, clock.GetUtcNow(), cancellationToken)
            : null;
        return [.. held.Entitlements
            .OrderBy(e => e.Name, StringComparer.OrdinalIgnoreCase)
            .Select(e => Row(e, contributions?.GetValueOrDefault((e.Kind, e.Key)), documents, UseOf(identity, e, contributions, facts), areGuarded, isWhole) with
            {
                Standing = standings?.GetValueOrDefault((e.Kind, e.Key)),
            })];
    }

    /// <summary>Which entitlements of an identity are not now what they were at <paramref name="at"/>, by name; null when there is no such identity.</summary>
    public async Task<IReadOnlyList<EntitlementSince>?> SinceAsync(IdentityId id, DateTimeOffset at, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (!await db.Identities.AnyAsync(i => i.Id == id, cancellationToken))
        {
            return null;
        }
        var rows = await db.Entitlements.AsNoTracking()
            .Where(e => e.IdentityId == id && (e.ObservedUntil == null || e.ObservedUntil > at))
            .ToListAsync(cancellationToken);
        return EntitlementSince.Between(rows, at);
    }

    /// <summary>The effective permissions of an identity that <paramref name="filter"/> names; null when there is no such identity.</summary>
    public async Task<EffectivePermissions?> PermissionsAsync(IdentityId id, PermissionFilter filter, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await new HoldingReader(db, filter.At).FindAsync(id, resource: null, cancellationToken) is not var (identity, held))
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

    /// <summary>
    /// What an identity may do at <paramref name="to"/> (null: now) that it might not at <paramref name="from"/>, and the other way round; or
    /// what <paramref name="other"/> may do that it may not. Null when there is no such identity.
    /// </summary>
    public async Task<PermissionDifference?> DiffAsync(
        IdentityId id, IdentityId? other, DateTimeOffset? from, DateTimeOffset? to, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await new HoldingReader(db, from).FindAsync(id, resource: null, cancellationToken) is not var (identity, before)
            || await new HoldingReader(db, to).FindAsync(other ?? id, resource: null, cancellationToken) is not var (second, after)
            || identity.Platform != second.Platform
            || !_platforms.TryGetValue(identity.Platform, out var platform))
        {
            return null;
        }
        var difference = platform.Permissions.Compare(before.Holding, after.Holding);
        return difference with { NotModelled = [.. difference.NotModelled.Concat(before.Gaps).Concat(after.Gaps).Distinct(StringComparer.Ordinal)] };
    }

    /// <summary>A policy document that the portal holds, to show a statement in it, with its text if it is not guarded; null when there is none of this hash.</summary>
    public Task<EntitlementDocument?> DocumentAsync(string hash, Caller by, CancellationToken cancellationToken) =>
        DocumentAsync(hash, isWhole: false, by, cancellationToken);

    /// <summary>The same, on request with a guarded text, for whoever records that.</summary>
    internal async Task<EntitlementDocument?> DocumentAsync(string hash, bool isWhole, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.PolicyDocuments.AsNoTracking().SingleOrDefaultAsync(d => d.Hash == hash, cancellationToken) is not { } document)
        {
            return null;
        }
        var isGuarded = (await db.GuardedHoldersAsync(hash, cancellationToken)).Count > 0;
        return new(document.Hash, document.Hash, isGuarded && !isWhole ? null : document.Text, document.Problem) { IsGuarded = isGuarded };
    }

    /// <summary>May the identity do this? With the words of the statements that decided, if they are not guarded. Null when there is no such identity.</summary>
    public Task<AccessAnswer?> CheckAsync(IdentityId id, AccessQuestion question, DateTimeOffset? at, Caller by, CancellationToken cancellationToken) =>
        CheckAsync(id, question, at, isWhole: false, by, cancellationToken);

    /// <summary>The same, on request with guarded words, for whoever records that.</summary>
    internal async Task<AccessAnswer?> CheckAsync(
        IdentityId id, AccessQuestion question, DateTimeOffset? at, bool isWhole, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await new HoldingReader(db, at).FindAsync(id, question.Resource, cancellationToken) is not var (identity, held))
        {
            return null;
        }
        if (!_platforms.TryGetValue(identity.Platform, out var platform))
        {
            return null;
        }
        var answer = platform.Permissions.Check(held.Holding, question);
        var isGuarded = answer.DecidedBy.Count > 0 && await db.AreGuardedAsync(identity, cancellationToken);
        return answer with
        {
            NotModelled = [.. answer.NotModelled.Concat(held.Gaps).Distinct(StringComparer.Ordinal)],
            DecidedBy = isGuarded && !isWhole ? [.. answer.DecidedBy.Select(s => s with { Json = string.Empty })] : answer.DecidedBy,
            IsGuarded = isGuarded,
        };
    }

    private static bool Fits(EffectivePermission permission, PermissionFilter filter) =>
        (filter.Service is null || permission.Service.Equals(filter.Service, StringComparison.OrdinalIgnoreCase))
        && (filter.Access is null || permission.Access == filter.Access)
        && (filter.Resource is null || permission.Resources.Any(r => r.Contains(filter.Resource, StringComparison.OrdinalIgnoreCase)));

    private static EntitlementRow Row(
        Entitlement entitlement, Contribution? contribution, Dictionary<string, PolicyDocument> documents, UseAssessment use, bool areGuarded, bool isWhole) => new(
            entitlement.Id,
            entitlement.Kind,
            entitlement.Key,
            entitlement.Name,
            entitlement.ObservedFrom,
            entitlement.ObservedUntil,
            [.. entitlement.Documents.Select(d =>
            {
                var document = d.Hash is null ? null : documents.GetValueOrDefault(d.Hash);
                return new EntitlementDocument(d.Name, d.Hash, areGuarded && !isWhole ? null : document?.Text, document?.Problem) { IsGuarded = areGuarded && document is not null };
            })],
            contribution,
            use.Use,
            use.Reason)
        {
            Services = use.Services,
        };

    private static UseAssessment UseOf(
        Identity identity, Entitlement entitlement, Dictionary<(EntitlementKind, string), Contribution>? contributions, IReadOnlyList<UseFact> facts)
    {
        var own = contributions?.GetValueOrDefault((entitlement.Kind, entitlement.Key))?.Actions ?? [];
        var elsewhere = (contributions ?? []).Where(c => c.Key != (entitlement.Kind, entitlement.Key)).SelectMany(c => c.Value.Actions).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return UseAssessment.Of(own, elsewhere, facts, entitlement.ObservedFrom, identity.LastUsedAt);
    }
}
