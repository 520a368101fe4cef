using System.Buffers.Binary;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Organizations;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Permissions.Organizations;

/// <summary>
/// Reads what is in force now into memory. Of a source that was read before, only the hashes of its identities are read again, and then those
/// identities whose hash is another; a source without a new snapshot is not touched.
/// </summary>
/// <param name="db">The database.</param>
/// <param name="platform">Whose identities.</param>
/// <param name="before">The version before, or null for the first.</param>
/// <param name="at">As of this time, or null for now; then there is no version before.</param>
internal sealed class OrganizationReader(GovernanceDb db, Platform platform, OrganizationReading? before, DateTimeOffset? at = null)
{
    private const int AtOnce = 500;

    /// <summary>Past this many changed identities of a source, one pass over all of its rows is faster than asking for each.</summary>
    private const int FewChanges = 4_000;

    /// <summary>Texts that nobody holds any more are let go once they outnumber the others so many times.</summary>
    private const int MostStale = 2;

    private readonly OrganizationPool _pool = before is null || before.Pool.DocumentCount > MostStale * (before.Organization.Documents.Count + AtOnce) ? new() : before.Pool;
    private readonly Dictionary<Guid, Holder> _holders = [];
    private readonly Dictionary<SourceId, Dictionary<string, KnownResource>> _resources = [];

    /// <summary>Reads up to where the sources are now.</summary>
    public static async Task<Dictionary<SourceId, SourceMark>> MarksAsync(GovernanceDb db, Platform platform, CancellationToken cancellationToken)
    {
        // Snapshots never go back in time; ids grow with time and decide between equals.
        var snapshots = db.Snapshots;
        var rows = await db.Sources.AsNoTracking()
            .Where(s => s.Platform == platform)
            .Select(s => new
            {
                s.Id,
                Newest = snapshots.Where(n => n.SourceId == s.Id).OrderByDescending(n => n.TakenAt).ThenByDescending(n => n.Id)
                    .Select(n => new { n.Id, n.TakenAt }).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        return rows.ToDictionary(s => s.Id, s => new SourceMark(s.Newest?.Id, s.Newest?.TakenAt));
    }

    /// <summary>What was in force at a time, read from history. Names and tags are those of now: they have none.</summary>
    public static async Task<Organization> ReadAsOfAsync(GovernanceDb db, Platform platform, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var marks = await MarksAsync(db, platform, cancellationToken);
        return (await new OrganizationReader(db, platform, before: null, at).ReadAsync(marks, cancellationToken)).Organization;
    }

    /// <summary>The version that <paramref name="marks"/> stand for.</summary>
    public async Task<OrganizationReading> ReadAsync(IReadOnlyDictionary<SourceId, SourceMark> marks, CancellationToken cancellationToken)
    {
        var known = ReferenceEquals(_pool, before?.Pool) ? before : null;
        foreach (var holder in known?.Organization.Holders ?? [])
        {
            if (marks.ContainsKey(new(holder.Source)))
            {
                _holders.Add(holder.Id, holder);
            }
        }
        foreach (var (source, mark) in marks.OrderBy(m => m.Key.Value))
        {
            var last = known?.Marks.GetValueOrDefault(source);
            var resources = known?.Resources.GetValueOrDefault(source) ?? [];
            _resources.Add(source, resources);
            if (mark != last)
            {
                _resources[source] = await ReadResourcesAsync(source, resources, last?.TakenAt, cancellationToken);
                await ReadIdentitiesAsync(source, cancellationToken);
            }
        }
        var places = await ReadPlacesAsync(cancellationToken);
        await LoadTextsAsync(_resources.Values.SelectMany(r => r.Values).Select(r => (string?)r.DocumentHash), cancellationToken);
        var onResources = Settle();
        return new(
            new Organization(platform, (before?.Organization.Version ?? 0) + 1, _holders.Values, places, onResources),
            new Dictionary<SourceId, SourceMark>(marks),
            _resources,
            _pool);
    }

    private async Task ReadIdentitiesAsync(SourceId source, CancellationToken cancellationToken)
    {
        var gone = _holders.Values.Where(h => h.Source == source.Value).Select(h => h.Id).ToHashSet();
        var changed = new Dictionary<IdentityId, UInt128>();
        var rows = db.Identities.InForce(at)
            .Where(i => i.SourceId == source)
            .Select(i => new { i.Id, i.ContentHash, i.PolicySetHash })
            .AsAsyncEnumerable();
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            gone.Remove(row.Id.Value);
            var fingerprint = Fingerprint(row.ContentHash, row.PolicySetHash);
            if (_holders.GetValueOrDefault(row.Id.Value)?.Fingerprint != fingerprint)
            {
                changed.Add(row.Id, fingerprint);
            }
        }
        foreach (var id in gone)
        {
            _holders.Remove(id);
        }
        if (changed.Count > FewChanges)
        {
            await ReadHoldersAsync(source, changed, ids: null, cancellationToken);
            return;
        }
        foreach (var ids in changed.Keys.Chunk(AtOnce))
        {
            await ReadHoldersAsync(source, changed, ids, cancellationToken);
        }
    }

    private async Task ReadHoldersAsync(
        SourceId source, Dictionary<IdentityId, UInt128> changed, IdentityId[]? ids, CancellationToken cancellationToken)
    {
        var grants = await ReadGrantsAsync(source, changed, ids, cancellationToken);
        var identities = db.Identities.InForce(at).Where(i => i.SourceId == source);
        identities = ids is null ? identities : identities.Where(i => EF.Parameter(ids).Contains(i.Id));
        var rows = await identities.Select(i => new { i.Id, i.NativeId, i.Name, i.Kind, i.Container, i.Tags }).ToListAsync(cancellationToken);
        var boundaries = await ReadBoundariesAsync(source, ids is null ? null : [.. rows.Select(r => r.NativeId)], cancellationToken);
        await LoadTextsAsync(
            grants.Values.SelectMany(g => g).SelectMany(g => g.Documents).Select(d => d.Hash).Concat(boundaries.SelectMany(b => b).Select(b => b.Hash)),
            cancellationToken);
        foreach (var row in rows)
        {
            if (!changed.TryGetValue(row.Id, out var fingerprint))
            {
                continue;
            }
            var held = (grants.GetValueOrDefault(row.Id) ?? []).OrderBy(g => g.Kind).ThenBy(g => g.Key, StringComparer.Ordinal)
                .SelectMany(g => g.Documents.Select(d => _pool.Policy(g.Kind, g.Key, g.Name, d.Name, d.Hash)));
            _holders[row.Id.Value] = new Holder
            {
                Id = row.Id.Value,
                Source = source.Value,
                NativeId = row.NativeId,
                Name = row.Name,
                Kind = row.Kind,
                Container = _pool.Word(row.Container),
                Tags = _pool.Tags(row.Tags),
                Policies = _pool.Set([.. held], [.. boundaries[row.NativeId].Select(b => _pool.Limit(LimitKind.Boundary, b.Target, b.Name, b.Hash))]),
                Trust = null,
                Fingerprint = fingerprint,
            };
        }
    }

    private async Task<Dictionary<IdentityId, List<HeldGrant>>> ReadGrantsAsync(
        SourceId source, Dictionary<IdentityId, UInt128> changed, IdentityId[]? ids, CancellationToken cancellationToken)
    {
        var identities = db.Identities;
        var entitlements = db.Entitlements.InForce(at);
        entitlements = ids is null
            ? entitlements.Where(e => identities.Any(i => i.Id == e.IdentityId && i.SourceId == source))
            : entitlements.Where(e => EF.Parameter(ids).Contains(e.IdentityId));
        var grants = new Dictionary<IdentityId, List<HeldGrant>>();
        var rows = entitlements.Select(e => new { e.IdentityId, e.Kind, e.Key, e.Name, e.Documents }).AsAsyncEnumerable();
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            if (changed.ContainsKey(row.IdentityId))
            {
                if (!grants.TryGetValue(row.IdentityId, out var held))
                {
                    grants.Add(row.IdentityId, held = []);
                }
                held.Add(new(row.Kind, _pool.Word(row.Key), _pool.Word(row.Name), row.Documents));
            }
        }
        return grants;
    }

    private async Task<ILookup<string, (string Target, string Name, string? Hash)>> ReadBoundariesAsync(
        SourceId source, string[]? names, CancellationToken cancellationToken)
    {
        var limits = db.Limits.InForce(at).Where(l => l.SourceId == source && l.Kind == LimitKind.Boundary);
        limits = names is null ? limits : limits.Where(l => EF.Parameter(names).Contains(l.Target));
        var rows = await limits.OrderBy(l => l.Key).Select(l => new { l.Target, l.Name, l.DocumentHash }).ToListAsync(cancellationToken);
        return rows.ToLookup(r => r.Target, r => (r.Target, r.Name, r.DocumentHash), StringComparer.Ordinal);
    }

    private async Task<Dictionary<string, KnownResource>> ReadResourcesAsync(
        SourceId source, Dictionary<string, KnownResource> known, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var rows = since is { } last
            ? db.ResourcePolicies.AsNoTracking().Where(p => p.ObservedFrom >= last || p.ObservedUntil >= last)
            : db.ResourcePolicies.InForce(at);
        var now = new Dictionary<string, KnownResource>(known, StringComparer.Ordinal);
        var open = new List<(string Resource, KnownResource Policy)>();
        var found = rows.Where(p => p.SourceId == source)
            .Select(p => new { p.Resource, p.Container, p.DocumentHash, IsOpen = since == null || p.ObservedUntil == null })
            .AsAsyncEnumerable();
        await foreach (var row in found.WithCancellation(cancellationToken))
        {
            if (row.IsOpen)
            {
                open.Add((row.Resource, new(_pool.Word(row.Container), _pool.Word(row.DocumentHash))));
            }
            else
            {
                now.Remove(row.Resource);
            }
        }
        foreach (var (resource, policy) in open)
        {
            now[resource] = policy;
        }
        return now;
    }

    private async Task<List<Place>> ReadPlacesAsync(CancellationToken cancellationToken)
    {
        var sources = db.Sources.Where(s => s.Platform == platform).Select(s => s.Id);
        var scopes = await db.Scopes.AsNoTracking().Where(s => sources.Contains(s.SourceId)).OrderBy(s => s.SourceId).ToListAsync(cancellationToken);
        var limits = await db.Limits.InForce(at)
            .Where(l => l.Kind != LimitKind.Boundary && sources.Contains(l.SourceId))
            .ToListAsync(cancellationToken);
        await LoadTextsAsync(limits.Select(l => l.DocumentHash), cancellationToken);
        var tree = new LimitTree(scopes, limits);
        return [.. tree.Containers.Select(c => new Place(
            _pool.Word(c),
            [.. tree.Above(c).Select(l => _pool.Limit(l.Kind, _pool.Word(l.Target), l.Name, l.DocumentHash))],
            tree.IsManagement(c),
            IsKnown: true))];
    }

    /// <summary>Gives identities the policies on them; what is left are those on other resources.</summary>
    private List<HeldResourcePolicy> Settle()
    {
        var others = new List<HeldResourcePolicy>();
        var trusts = new Dictionary<(Guid Source, string NativeId), PolicyText>();
        var names = _holders.Values.Select(h => (h.Source, h.NativeId)).ToHashSet();
        foreach (var (source, resources) in _resources.OrderBy(r => r.Key.Value))
        {
            foreach (var (resource, policy) in resources)
            {
                if (_pool.Document(policy.DocumentHash) is not { } document)
                {
                    continue;
                }
                if (names.Contains((source.Value, resource)))
                {
                    trusts.Add((source.Value, resource), document);
                }
                else
                {
                    others.Add(new(resource, policy.Container, document));
                }
            }
        }
        foreach (var holder in _holders.Values.ToList())
        {
            var trust = trusts.GetValueOrDefault((holder.Source, holder.NativeId));
            if (!ReferenceEquals(trust, holder.Trust))
            {
                _holders[holder.Id] = holder.With(trust);
            }
        }
        return others;
    }

    private async Task LoadTextsAsync(IEnumerable<string?> hashes, CancellationToken cancellationToken)
    {
        var missing = hashes.OfType<string>().Distinct(StringComparer.Ordinal).Where(h => _pool.Document(h) is null).ToList();
        foreach (var batch in missing.Chunk(AtOnce))
        {
            var documents = db.PolicyDocuments.AsNoTracking().Where(d => EF.Parameter(batch).Contains(d.Hash)).Select(d => new { d.Hash, d.Text }).AsAsyncEnumerable();
            await foreach (var document in documents.WithCancellation(cancellationToken))
            {
                _pool.Add(document.Hash, document.Text);
            }
        }
    }

    // Hashes are hex of SHA-256: the first 16 digits of each tell them apart.
    internal static UInt128 Fingerprint(string content, string policies) => new(Half(content), Half(policies));

    private static ulong Half(string hash) =>
        ulong.TryParse(hash.AsSpan(0, Math.Min(hash.Length, 16)), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var half)
            ? half
            : BinaryPrimitives.ReadUInt64LittleEndian(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(hash)));

    private sealed record HeldGrant(EntitlementKind Kind, string Key, string Name, IReadOnlyList<GrantDocument> Documents);
}
