using Microsoft.EntityFrameworkCore;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Inventory.Imports;

/// <summary>Writes what an export changes in limits, resource policies and the organization's tree, inside the import's transaction.</summary>
/// <param name="db">The database.</param>
/// <param name="source">The source, stored.</param>
/// <param name="takenAt">What time the export shows.</param>
/// <param name="baseline">What was known.</param>
/// <param name="staged">What the export says.</param>
internal sealed class LimitWriter(GovernanceDb db, Source source, DateTimeOffset takenAt, SourceBaseline baseline, StagedSnapshot staged)
{
    private readonly List<Limit> _begun = [];
    private readonly List<Limit> _ended = [];
    private readonly List<Limit> _kept = [];

    /// <summary>The boundaries that are on identities after the import.</summary>
    public IEnumerable<Limit> Boundaries => _kept.Concat(_begun).Where(l => l.Kind == LimitKind.Boundary);

    /// <summary>The limits that begin or end.</summary>
    public IReadOnlyList<Limit> Changed => [.. _begun, .. _ended];

    /// <summary>The identities, by native id, whose boundary is another than before.</summary>
    public IEnumerable<string> TargetsOfChangedBoundaries =>
        _begun.Concat(_ended).Where(l => l.Kind == LimitKind.Boundary).Select(l => l.Target).Distinct(StringComparer.Ordinal);

    /// <summary>Works out which limits begin and end, and writes nothing yet.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var fresh = staged.Limits.ToHashSet();
        var replaced = staged.Limits.Select(l => PlaceOf(l.Kind, l.Target, l.Key)).ToHashSet();
        var open = db.Limits.AsNoTracking().Where(l => l.SourceId == source.Id && l.ObservedUntil == null).AsAsyncEnumerable();
        await foreach (var limit in open.WithCancellation(cancellationToken))
        {
            if (fresh.Remove(new(limit.Kind, limit.Target, limit.Key, limit.Name, limit.DocumentHash)))
            {
                _kept.Add(limit);
            }
            else if (IsCovered(limit) || replaced.Contains(PlaceOf(limit.Kind, limit.Target, limit.Key)))
            {
                limit.ObservedUntil = takenAt;
                _ended.Add(limit);
            }
            else
            {
                _kept.Add(limit);
            }
        }
        _begun.AddRange(fresh.Select(l => new Limit
        {
            SourceId = source.Id,
            Kind = l.Kind,
            Target = l.Target,
            Key = l.Key,
            Name = SnapshotWriter.Bounded(l.Name),
            DocumentHash = l.DocumentHash,
            ObservedFrom = takenAt,
        }));
    }

    /// <summary>The policies on resources that began or ended, those on identities included; known once everything is written.</summary>
    public IReadOnlyList<ResourcePolicy> ChangedResourcePolicies { get; private set; } = [];

    /// <summary>True when other limits bind whoever uses the resources of some container than before; known once everything is written.</summary>
    public bool MovesLimitsOnResources { get; private set; }

    /// <summary>Writes everything.</summary>
    /// <returns>The identities of any source above which other limits stand than before.</returns>
    public async Task<IReadOnlyCollection<IdentityId>> WriteAsync(CancellationToken cancellationToken)
    {
        await WriteResourcePoliciesAsync(cancellationToken);
        var mayMove = staged.Scopes.Count > 0 || staged.Coverage.CoversOrganization
            || _begun.Concat(_ended).Any(l => l.Kind != LimitKind.Boundary);
        var before = mayMove ? await TreeAsync(cancellationToken) : null;
        if (_ended.Count > 0)
        {
            await db.BulkUpdateAsync(_ended, [nameof(Limit.ObservedUntil)], cancellationToken);
        }
        await db.BulkInsertAsync(_begun, skipExisting: false, cancellationToken);
        if (before is null)
        {
            return [];
        }
        await WriteScopesAsync(cancellationToken);
        var after = await TreeAsync(cancellationToken);
        var containers = before.Containers.Union(after.Containers, StringComparer.Ordinal)
            .Where(c => before.Fingerprint(c) != after.Fingerprint(c))
            .ToArray();
        MovesLimitsOnResources = containers.Any(c => !DocumentsOnResources(before, c).SequenceEqual(DocumentsOnResources(after, c), StringComparer.Ordinal));
        return await db.Identities
            .Where(i => i.Platform == source.Platform && i.ObservedUntil == null && EF.Parameter(containers).Contains(i.Container))
            .Select(i => i.Id)
            .ToListAsync(cancellationToken);
    }

    private async Task WriteResourcePoliciesAsync(CancellationToken cancellationToken)
    {
        var fresh = staged.ResourcePolicies.Select(p => (p.Resource, p.DocumentHash)).ToHashSet();
        var resources = staged.ResourcePolicies.Select(p => p.Resource).ToHashSet(StringComparer.Ordinal);
        var containers = staged.ResourcePolicies.ToLookup(p => (p.Resource, p.DocumentHash), p => p.Container);
        var ended = new List<ResourcePolicy>();
        var open = db.ResourcePolicies.AsNoTracking().Where(p => p.SourceId == source.Id && p.ObservedUntil == null).AsAsyncEnumerable();
        await foreach (var policy in open.WithCancellation(cancellationToken))
        {
            if (!fresh.Remove((policy.Resource, policy.DocumentHash)) && (resources.Contains(policy.Resource) || IsCovered(policy)))
            {
                policy.ObservedUntil = takenAt;
                ended.Add(policy);
            }
        }
        if (ended.Count > 0)
        {
            await db.BulkUpdateAsync(ended, [nameof(ResourcePolicy.ObservedUntil)], cancellationToken);
        }
        var begun = fresh
            .Select(p => new ResourcePolicy
            {
                SourceId = source.Id,
                Resource = p.Resource,
                Container = containers[p].First(),
                DocumentHash = p.DocumentHash,
                ObservedFrom = takenAt,
            })
            .ToList();
        await db.BulkInsertAsync(begun, skipExisting: false, cancellationToken);
        ChangedResourcePolicies = [.. begun, .. ended];
    }

    private async Task WriteScopesAsync(CancellationToken cancellationToken)
    {
        var known = await db.Scopes.Where(s => s.SourceId == source.Id).ToDictionaryAsync(s => s.NativeId, StringComparer.Ordinal, cancellationToken);
        foreach (var item in staged.Scopes.Values)
        {
            if (!known.Remove(item.NativeId, out var scope))
            {
                scope = new() { SourceId = source.Id, NativeId = item.NativeId, Name = string.Empty, Kind = item.Kind };
                db.Scopes.Add(scope);
            }
            scope.Parent = item.Parent;
            scope.Name = SnapshotWriter.Bounded(item.Name);
            scope.Kind = item.Kind;
            scope.IsManagement = item.IsManagement;
        }
        if (staged.Coverage.CoversOrganization)
        {
            db.Scopes.RemoveRange(known.Values);
        }
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task<LimitTree> TreeAsync(CancellationToken cancellationToken)
    {
        var sources = db.Sources.Where(s => s.Platform == source.Platform).Select(s => s.Id);
        var scopes = await db.Scopes.AsNoTracking().Where(s => sources.Contains(s.SourceId)).OrderBy(s => s.SourceId).ToListAsync(cancellationToken);
        var limits = await db.Limits.AsNoTracking()
            .Where(l => sources.Contains(l.SourceId) && l.Kind != LimitKind.Boundary && l.ObservedUntil == null)
            .ToListAsync(cancellationToken);
        return new(scopes, limits);
    }

    private static IEnumerable<string?> DocumentsOnResources(LimitTree tree, string container) => tree.OnResourcesOf(container).Select(l => l.DocumentHash);

    private bool IsCovered(Limit limit) => limit.Kind == LimitKind.Boundary
        ? baseline.Identities.TryGetValue(limit.Target, out var identity) && staged.Coverage.Covers(identity.Container, SnapshotPart.Principals)
        : staged.Coverage.CoversOrganization;

    // A trust policy belongs to its role: it is covered where principals are.
    private bool IsCovered(ResourcePolicy policy) => staged.Coverage.Covers(
        policy.Container,
        baseline.Identities.ContainsKey(policy.Resource) ? SnapshotPart.Principals : SnapshotPart.ResourcePolicies);

    private static (LimitKind Kind, string Target, string Key) PlaceOf(LimitKind kind, string target, string key) =>
        (kind, target, kind == LimitKind.Boundary ? string.Empty : key);
}
