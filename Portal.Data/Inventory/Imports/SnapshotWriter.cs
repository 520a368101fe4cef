using Microsoft.EntityFrameworkCore;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Inventory.Imports;

/// <summary>Writes what an export changes, inside the import's transaction.</summary>
/// <param name="db">The database.</param>
/// <param name="source">The source, stored.</param>
/// <param name="takenAt">What time the export shows.</param>
/// <param name="baseline">What was known.</param>
/// <param name="staged">What the export says.</param>
internal sealed class SnapshotWriter(GovernanceDb db, Source source, DateTimeOffset takenAt, SourceBaseline baseline, StagedSnapshot staged)
    : IDisposable
{
    private const int AtOnce = 500;

    private static readonly string[] FromExport =
    [
        nameof(Identity.Name), nameof(Identity.Container), nameof(Identity.Confidence), nameof(Identity.Signals), nameof(Identity.Tags),
        nameof(Identity.CreatedAt), nameof(Identity.LastUsedAt), nameof(Identity.EntitlementCount), nameof(Identity.PolicySetHash),
        nameof(Identity.ContentHash), nameof(Identity.ObservedUntil),
    ];

    private readonly ContentHashes _hashes = new();
    private readonly List<Identity> _added = [];
    private readonly List<Identity> _returned = [];
    private readonly List<Identity> _gone = [];
    private readonly Dictionary<IdentityId, Identity> _changed = [];
    private readonly HashSet<IdentityId> _affected = [];
    private readonly List<Entitlement> _begun = [];
    private readonly List<Entitlement> _ended = [];
    private ILookup<string, Limit> _boundaries = Enumerable.Empty<Limit>().ToLookup(l => l.Target, StringComparer.Ordinal);

    /// <summary>How many identities have other properties, entitlements or limits than before.</summary>
    public int ChangedCount => _changed.Count + _affected.Count(id => !_changed.ContainsKey(id));

    /// <summary>Identities that are new, came back or are different, for those who look for agents among them.</summary>
    public IEnumerable<Identity> Fresh => _added.Concat(_returned).Concat(_changed.Values);

    /// <summary>Works everything out and writes it.</summary>
    /// <param name="discover">Makes agents of identities; called before identities are written, so that they can refer to them.</param>
    /// <param name="cancellationToken">Stops; the transaction then has to be rolled back.</param>
    public async Task<SnapshotDifference> WriteAsync(Func<CancellationToken, Task> discover, CancellationToken cancellationToken)
    {
        var gone = baseline.Identities.Values
            .Where(i => i.IsOpen && !i.IsSeen && staged.Coverage.Covers(i.Container, SnapshotPart.Principals))
            .ToList();
        await db.BulkInsertAsync(staged.Documents.Read(source.Platform), skipExisting: true, cancellationToken);

        var limits = new LimitWriter(db, source, takenAt, baseline, staged);
        await limits.PrepareAsync(cancellationToken);
        _boundaries = limits.Boundaries.ToLookup(l => l.Target, StringComparer.Ordinal);

        foreach (var batch in staged.Principals.Chunk(AtOnce))
        {
            await TakeAsync(batch, cancellationToken);
        }
        await TakeBoundariesAsync(limits.TargetsOfChangedBoundaries, cancellationToken);
        foreach (var batch in gone.Chunk(AtOnce))
        {
            await EndAsync(batch, cancellationToken);
        }
        await discover(cancellationToken);
        await StoreAsync(cancellationToken);
        _affected.UnionWith(await limits.WriteAsync(cancellationToken));
        _affected.ExceptWith(_added.Concat(_returned).Select(i => i.Id));
        return new(
            baseline.Newest is null,
            [.. _added, .. _returned],
            _gone,
            [.. _affected],
            _begun,
            _ended)
        {
            ResourcePolicies = [.. OnOtherThanIdentities(limits.ChangedResourcePolicies)],
            TrustPolicies = [.. limits.ChangedResourcePolicies.Where(p => baseline.Identities.ContainsKey(p.Resource))],
            Limits = limits.Changed,
            MovesLimitsOnResources = limits.MovesLimitsOnResources,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _hashes.Dispose();

    private IEnumerable<ResourcePolicy> OnOtherThanIdentities(IReadOnlyList<ResourcePolicy> policies)
    {
        var added = _added.Select(i => i.NativeId).ToHashSet(StringComparer.Ordinal);
        return policies.Where(p => !baseline.Identities.ContainsKey(p.Resource) && !added.Contains(p.Resource));
    }

    private async Task TakeAsync(StagedPrincipal[] batch, CancellationToken cancellationToken)
    {
        var ids = batch.Select(p => p.Known?.Id).OfType<IdentityId>().ToArray();
        var (identities, entitlements) = await LoadAsync(ids, cancellationToken);
        foreach (var principal in batch)
        {
            if (principal.Known is { } known)
            {
                Update(identities[known.Id], entitlements[known.Id], principal);
            }
            else
            {
                Add(principal);
            }
        }
    }

    private void Add(StagedPrincipal principal)
    {
        var item = principal.Item;
        var identity = new Identity
        {
            SourceId = source.Id,
            Platform = source.Platform,
            Kind = item.Kind,
            NativeId = item.NativeId,
            Name = Bounded(item.Name),
            Container = item.Container,
            ObservedFrom = takenAt,
        };
        var begun = principal.Grants.Select(g => Entitlement(identity.Id, g)).ToList();
        Describe(identity, principal, begun);
        _begun.AddRange(begun);
        _added.Add(identity);
    }

    private void Update(Identity identity, IEnumerable<Entitlement> held, StagedPrincipal principal)
    {
        var isComplete = staged.Coverage.Covers(principal.Item.Container, SnapshotPart.Principals);
        var before = held.ToDictionary(e => (e.Kind, e.Key));
        var after = new List<Entitlement>();
        var hasChanged = false;
        foreach (var grant in principal.Grants)
        {
            before.Remove((grant.Kind, grant.Key), out var old);
            // Of an export with gaps, a document that is missing is a gap and no news.
            if (old is not null && (IsSame(old, grant) || (!isComplete && grant.Documents.Any(d => d.Hash is null))))
            {
                after.Add(old);
                continue;
            }
            if (old is not null)
            {
                End(old);
            }
            var begun = Entitlement(identity.Id, grant);
            after.Add(begun);
            _begun.Add(begun);
            hasChanged = true;
        }
        foreach (var old in before.Values)
        {
            if (isComplete)
            {
                End(old);
                hasChanged = true;
            }
            else
            {
                after.Add(old);
            }
        }
        if (identity.ObservedUntil is not null)
        {
            identity.ObservedUntil = null;
            _returned.Add(identity);
        }
        else
        {
            _changed.Add(identity.Id, identity);
        }
        if (hasChanged)
        {
            _affected.Add(identity.Id);
        }
        Describe(identity, principal, after);
    }

    private void Describe(Identity identity, StagedPrincipal principal, IReadOnlyCollection<Entitlement> entitlements)
    {
        var item = principal.Item;
        identity.Name = Bounded(item.Name);
        identity.Container = item.Container;
        identity.Confidence = Signal.Confidence(item.Signals);
        identity.Signals = item.Signals;
        identity.Tags = item.Tags;
        identity.CreatedAt = item.CreatedAt;
        identity.LastUsedAt = Latest(identity.LastUsedAt, item.LastUsedAt);
        identity.ContentHash = principal.ContentHash;
        Count(identity, entitlements);
    }

    private void Count(Identity identity, IReadOnlyCollection<Entitlement> entitlements)
    {
        identity.EntitlementCount = entitlements.Count;
        identity.PolicySetHash = _hashes.OfPolicySet(
            identity.Kind,
            identity.Container,
            entitlements.SelectMany(e => e.Documents).Select(d => d.Hash),
            _boundaries[identity.NativeId].Select(b => b.DocumentHash));
    }

    private async Task TakeBoundariesAsync(IEnumerable<string> targets, CancellationToken cancellationToken)
    {
        var known = targets.Select(baseline.Identities.GetValueOrDefault).OfType<BaselineIdentity>().ToList();
        _affected.UnionWith(known.Where(i => i.IsSeen).Select(i => i.Id));
        foreach (var batch in known.Where(i => i.IsSeen && !_changed.ContainsKey(i.Id)).Chunk(AtOnce))
        {
            var (identities, entitlements) = await LoadAsync([.. batch.Select(i => i.Id)], cancellationToken);
            foreach (var (id, identity) in identities.Where(i => _returned.All(r => r.Id != i.Key)))
            {
                Count(identity, [.. entitlements[id]]);
                _changed.Add(id, identity);
            }
        }
    }

    private async Task EndAsync(BaselineIdentity[] batch, CancellationToken cancellationToken)
    {
        var (identities, entitlements) = await LoadAsync([.. batch.Select(i => i.Id)], cancellationToken);
        foreach (var (id, identity) in identities)
        {
            identity.ObservedUntil = takenAt;
            identity.EntitlementCount = 0;
            _gone.Add(identity);
            foreach (var entitlement in entitlements[id])
            {
                End(entitlement);
            }
        }
    }

    private async Task StoreAsync(CancellationToken cancellationToken)
    {
        await db.BulkInsertAsync(_added, skipExisting: false, cancellationToken);
        await db.BulkInsertAsync(_added.SelectMany(i => SearchText.Words(i.Name).Select(w => new IdentityWord { Word = w, IdentityId = i.Id })), skipExisting: false, cancellationToken);
        await UpdateAsync(_changed.Values.Concat(_returned), FromExport, cancellationToken);
        await UpdateAsync(_gone, [nameof(Identity.ObservedUntil), nameof(Identity.EntitlementCount)], cancellationToken);
        await UpdateAsync(_ended, [nameof(Inventory.Entitlement.ObservedUntil)], cancellationToken);
        await db.BulkInsertAsync(_begun, skipExisting: false, cancellationToken);
        await db.BulkInsertAsync(_begun.SelectMany(HandedOn), skipExisting: false, cancellationToken);
    }

    private async Task UpdateAsync<T>(IEnumerable<T> rows, string[] properties, CancellationToken cancellationToken)
        where T : class
    {
        if (rows.Any())
        {
            await db.BulkUpdateAsync(rows, properties, cancellationToken);
        }
    }

    private async Task<(Dictionary<IdentityId, Identity> Identities, ILookup<IdentityId, Entitlement> Entitlements)> LoadAsync(
        IdentityId[] ids, CancellationToken cancellationToken)
    {
        if (ids.Length == 0)
        {
            return ([], Enumerable.Empty<Entitlement>().ToLookup(e => e.IdentityId));
        }
        var identities = await db.Identities.AsNoTracking()
            .Where(i => EF.Parameter(ids).Contains(i.Id))
            .ToDictionaryAsync(i => i.Id, cancellationToken);
        var entitlements = await db.Entitlements.AsNoTracking()
            .Where(e => EF.Parameter(ids).Contains(e.IdentityId) && e.ObservedUntil == null)
            .ToListAsync(cancellationToken);
        return (identities, entitlements.ToLookup(e => e.IdentityId));
    }

    private Entitlement Entitlement(IdentityId identity, Grant grant) => new()
    {
        IdentityId = identity,
        Kind = grant.Kind,
        Key = grant.Key,
        Name = Bounded(grant.Name),
        Documents = grant.Documents,
        ObservedFrom = takenAt,
    };

    private static IEnumerable<GroupPolicy> HandedOn(Entitlement entitlement) => entitlement.Documents
        .Select(d => d.Key)
        .OfType<string>()
        .Distinct(StringComparer.Ordinal)
        .Select(policy => new GroupPolicy { Policy = policy, EntitlementId = entitlement.Id });

    private void End(Entitlement entitlement)
    {
        entitlement.ObservedUntil = takenAt;
        _ended.Add(entitlement);
    }

    private static bool IsSame(Entitlement held, Grant grant) => held.Name == Bounded(grant.Name) && held.Documents.SequenceEqual(grant.Documents);

    // Events tell of later use than an export may.
    private static DateTimeOffset? Latest(DateTimeOffset? known, DateTimeOffset? said) => said is null || known > said ? known : said;

    internal static string Bounded(string name)
    {
        var text = name.Replace('\0', '\uFFFD');
        return text.Length <= GovernanceDb.DefaultTextLength ? text : string.Concat(text.AsSpan(0, GovernanceDb.DefaultTextLength - 1), "…");
    }
}
