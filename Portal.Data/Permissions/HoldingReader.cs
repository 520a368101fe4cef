using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Permissions;

/// <summary>Gathers everything that decides what identities can do, as of one time, for the platform's engine.</summary>
/// <param name="db">The database.</param>
/// <param name="at">The time, or null for now.</param>
internal sealed class HoldingReader(GovernanceDb db, DateTimeOffset? at = null)
{
    private const string NoOrganization = "No organization policies were imported for this account: limits that the organization sets are not in this answer.";

    private readonly Dictionary<Platform, LimitTree> _trees = [];
    private readonly Dictionary<Platform, IReadOnlyDictionary<string, IReadOnlyList<HeldLimit>>> _limitsOnResources = [];
    private readonly Dictionary<string, PolicyText> _texts = new(StringComparer.Ordinal);
    private readonly WeighedResourcePolicies _onResources = new(db, at);

    /// <summary>An identity with its holding; null when there is none with this id.</summary>
    /// <param name="id">Which.</param>
    /// <param name="resource">Weigh only the policies on this resource and what it is part of; null weighs all that are known.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<(Identity Identity, HeldBy Held)?> FindAsync(IdentityId id, string? resource, CancellationToken cancellationToken) =>
        await db.Identities.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancellationToken) is { } identity
            ? (identity, (await ReadAsync([identity], resource, cancellationToken))[id])
            : null;

    /// <summary>The holdings of <paramref name="identities"/>.</summary>
    /// <param name="identities">Identities, gone ones included.</param>
    /// <param name="resource">Weigh only the policies on this resource and what it is part of; null weighs all that are known.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IReadOnlyDictionary<IdentityId, HeldBy>> ReadAsync(
        IReadOnlyCollection<Identity> identities, string? resource, CancellationToken cancellationToken)
    {
        var ids = identities.Select(i => i.Id).ToArray();
        var names = identities.Select(i => i.NativeId).ToArray();
        var entitlements = (await db.Entitlements.InForce(at)
            .Where(e => EF.Parameter(ids).Contains(e.IdentityId))
            .ToListAsync(cancellationToken)).ToLookup(e => e.IdentityId);
        var boundaries = (await db.Limits.InForce(at)
            .Where(l => l.Kind == LimitKind.Boundary && EF.Parameter(names).Contains(l.Target))
            .ToListAsync(cancellationToken)).ToLookup(l => (l.SourceId, l.Target));
        foreach (var platform in identities.Select(i => i.Platform).Distinct().Except(_trees.Keys).ToList())
        {
            _trees.Add(platform, await TreeAsync(platform, cancellationToken));
        }
        var onResources = new Dictionary<Platform, IReadOnlyList<ResourcePolicy>?>();
        foreach (var platform in identities.Select(i => i.Platform).Distinct())
        {
            onResources.Add(platform, await _onResources.ReadAsync(platform, resource, cancellationToken));
        }
        await LoadTextsAsync(
            entitlements.SelectMany(g => g).SelectMany(e => e.Documents).Select(d => d.Hash)
                .Concat(boundaries.SelectMany(g => g).Select(l => l.DocumentHash))
                .Concat(identities.Select(i => (i.Platform, i.Container)).Distinct().SelectMany(p => _trees[p.Platform].Above(p.Container)).Select(l => l.DocumentHash))
                .Concat(identities.Select(i => i.Platform).Distinct().SelectMany(p => _trees[p].OnResources).Select(l => l.DocumentHash))
                .Concat(onResources.Values.SelectMany(p => p ?? []).Select(p => p.DocumentHash)),
            cancellationToken);
        var weighed = onResources.ToDictionary(p => p.Key, p => p.Value is null ? null : Held(p.Value));
        return identities.ToDictionary(i => i.Id, i => Holding(i, [.. entitlements[i.Id]], boundaries[(i.SourceId, i.NativeId)], weighed[i.Platform]));
    }

    private HeldBy Holding(Identity identity, IReadOnlyList<Entitlement> entitlements, IEnumerable<Limit> boundaries, IReadOnlyList<HeldResourcePolicy>? onResources)
    {
        var tree = _trees[identity.Platform];
        var gaps = new List<string>();
        if (!tree.Holds(identity.Container))
        {
            gaps.Add(NoOrganization);
        }
        if (onResources is null)
        {
            gaps.Add(WeighedResourcePolicies.TooMany);
        }
        var holding = new Holding(
            identity.NativeId,
            identity.Kind,
            identity.Container,
            tree.IsManagement(identity.Container),
            identity.Tags,
            [.. entitlements.OrderBy(e => e.Kind).ThenBy(e => e.Key, StringComparer.Ordinal)
                .SelectMany(e => e.Documents.Select(d => new HeldPolicy(new(e.Kind, e.Key, e.Name), d.Name, Text(d.Hash)) { Key = d.Key }))],
            [.. tree.Above(identity.Container).Concat(boundaries).Select(Held)],
            onResources ?? [])
        {
            LimitsOnResources = LimitsOnResources(identity.Platform),
        };
        return new(holding, entitlements, gaps);
    }

    private IReadOnlyList<HeldResourcePolicy> Held(IReadOnlyList<ResourcePolicy> policies) =>
        [.. policies.Where(p => Text(p.DocumentHash) is not null).Select(p => new HeldResourcePolicy(p.Resource, p.Container, Text(p.DocumentHash)!))];

    private IReadOnlyDictionary<string, IReadOnlyList<HeldLimit>> LimitsOnResources(Platform platform)
    {
        if (!_limitsOnResources.TryGetValue(platform, out var limits))
        {
            var tree = _trees[platform];
            _limitsOnResources.Add(platform, limits = tree.Containers.ToDictionary(c => c, c => (IReadOnlyList<HeldLimit>)[.. tree.OnResourcesOf(c).Select(Held)], StringComparer.Ordinal));
        }
        return limits;
    }

    private HeldLimit Held(Limit limit) => new(limit.Kind, limit.Target, limit.Name, Text(limit.DocumentHash));

    private PolicyText? Text(string? hash) => hash is null ? null : _texts.GetValueOrDefault(hash);

    private async Task<LimitTree> TreeAsync(Platform platform, CancellationToken cancellationToken)
    {
        var sources = db.Set<Sources.Source>().Where(s => s.Platform == platform).Select(s => s.Id);
        var scopes = await db.Scopes.AsNoTracking().Where(s => sources.Contains(s.SourceId)).OrderBy(s => s.SourceId).ToListAsync(cancellationToken);
        var limits = await db.Limits.InForce(at).Where(l => l.Kind != LimitKind.Boundary && sources.Contains(l.SourceId)).ToListAsync(cancellationToken);
        return new(scopes, limits);
    }

    private async Task LoadTextsAsync(IEnumerable<string?> hashes, CancellationToken cancellationToken)
    {
        var missing = hashes.OfType<string>().Where(h => !_texts.ContainsKey(h)).Distinct(StringComparer.Ordinal).ToArray();
        if (missing.Length == 0)
        {
            return;
        }
        var documents = db.PolicyDocuments.AsNoTracking().Where(d => EF.Parameter(missing).Contains(d.Hash)).AsAsyncEnumerable();
        await foreach (var document in documents.WithCancellation(cancellationToken))
        {
            _texts.Add(document.Hash, new(document.Hash, document.Text));
        }
    }
}
