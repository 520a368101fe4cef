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
    /// <summary>More policies on resources than this are not weighed for one identity; point questions find theirs by resource instead.</summary>
    internal const int MostResourcePolicies = 500;

    private const string NoOrganization = "No organization policies were imported for this account: limits that the organization sets are not in this answer.";
    private const string TooManyResourcePolicies = "Policies on resources are not in this answer: there are too many to weigh at once. Ask about one resource.";

    private readonly Dictionary<Platform, LimitTree> _trees = [];
    private readonly Dictionary<string, PolicyText> _texts = new(StringComparer.Ordinal);

    /// <summary>The holdings of <paramref name="identities"/>.</summary>
    /// <param name="identities">Identities, gone ones included.</param>
    /// <param name="resource">Weigh only the policies on this resource and what it is part of; null weighs all that are known.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IReadOnlyDictionary<IdentityId, HeldBy>> ReadAsync(
        IReadOnlyCollection<Identity> identities, string? resource, CancellationToken cancellationToken)
    {
        var ids = identities.Select(i => i.Id).ToArray();
        var names = identities.Select(i => i.NativeId).ToArray();
        var entitlements = (await InForce(db.Entitlements)
            .Where(e => EF.Parameter(ids).Contains(e.IdentityId))
            .ToListAsync(cancellationToken)).ToLookup(e => e.IdentityId);
        var boundaries = (await InForce(db.Limits)
            .Where(l => l.Kind == LimitKind.Boundary && EF.Parameter(names).Contains(l.Target))
            .ToListAsync(cancellationToken)).ToLookup(l => (l.SourceId, l.Target));
        foreach (var platform in identities.Select(i => i.Platform).Distinct().Except(_trees.Keys).ToList())
        {
            _trees.Add(platform, await TreeAsync(platform, cancellationToken));
        }
        var onResources = resource is null
            ? await AllResourcePoliciesAsync(identities, cancellationToken)
            : await PoliciesOnAsync(resource, cancellationToken);
        await LoadTextsAsync(
            entitlements.SelectMany(g => g).SelectMany(e => e.Documents).Select(d => d.Hash)
                .Concat(boundaries.SelectMany(g => g).Select(l => l.DocumentHash))
                .Concat(identities.Select(i => (i.Platform, i.Container)).Distinct().SelectMany(p => _trees[p.Platform].Above(p.Container)).Select(l => l.DocumentHash))
                .Concat((onResources ?? []).Select(p => p.DocumentHash)),
            cancellationToken);
        return identities.ToDictionary(i => i.Id, i => Holding(i, [.. entitlements[i.Id]], boundaries[(i.SourceId, i.NativeId)], onResources));
    }

    private HeldBy Holding(Identity identity, IReadOnlyList<Entitlement> entitlements, IEnumerable<Limit> boundaries, List<ResourcePolicy>? onResources)
    {
        var tree = _trees[identity.Platform];
        var gaps = new List<string>();
        if (!tree.Holds(identity.Container))
        {
            gaps.Add(NoOrganization);
        }
        if (onResources is null)
        {
            gaps.Add(TooManyResourcePolicies);
        }
        var holding = new Holding(
            identity.NativeId,
            identity.Kind,
            identity.Container,
            tree.IsManagement(identity.Container),
            identity.Tags,
            [.. entitlements.OrderBy(e => e.Kind).ThenBy(e => e.Key, StringComparer.Ordinal)
                .SelectMany(e => e.Documents.Select(d => new HeldPolicy(new(e.Kind, e.Key, e.Name), d.Name, Text(d.Hash)) { Key = d.Key }))],
            [.. tree.Above(identity.Container).Concat(boundaries).Select(l => new HeldLimit(l.Kind, l.Target, l.Name, Text(l.DocumentHash)))],
            [.. (onResources ?? []).Where(p => p.SourceId == identity.SourceId && Text(p.DocumentHash) is not null)
                .Select(p => new HeldResourcePolicy(p.Resource, p.Container, Text(p.DocumentHash)!))]);
        return new(holding, entitlements, gaps);
    }

    private PolicyText? Text(string? hash) => hash is null ? null : _texts.GetValueOrDefault(hash);

    private async Task<LimitTree> TreeAsync(Platform platform, CancellationToken cancellationToken)
    {
        var sources = db.Set<Sources.Source>().Where(s => s.Platform == platform).Select(s => s.Id);
        var scopes = await db.Scopes.AsNoTracking().Where(s => sources.Contains(s.SourceId)).OrderBy(s => s.SourceId).ToListAsync(cancellationToken);
        var limits = await InForce(db.Limits).Where(l => l.Kind != LimitKind.Boundary && sources.Contains(l.SourceId)).ToListAsync(cancellationToken);
        return new(scopes, limits);
    }

    // Null when there are too many. A role's trust policy says who may become it, not what it may do.
    private async Task<List<ResourcePolicy>?> AllResourcePoliciesAsync(IReadOnlyCollection<Identity> identities, CancellationToken cancellationToken)
    {
        var sources = identities.Select(i => i.SourceId).Distinct().ToArray();
        var roles = db.Identities;
        var found = await InForce(db.ResourcePolicies)
            .Where(p => EF.Parameter(sources).Contains(p.SourceId) && !roles.Any(i => i.SourceId == p.SourceId && i.NativeId == p.Resource))
            .Take(MostResourcePolicies + 1)
            .ToListAsync(cancellationToken);
        return found.Count > MostResourcePolicies ? null : found;
    }

    private Task<List<ResourcePolicy>> PoliciesOnAsync(string resource, CancellationToken cancellationToken)
    {
        // A bucket's policy governs its objects: the resource itself, and what it is part of.
        var wholes = resource.Select((c, i) => c is '/' or ':' ? resource[..i] : null).OfType<string>().Append(resource).Where(r => r.Length > 0).ToArray();
        return InForce(db.ResourcePolicies).Where(p => EF.Parameter(wholes).Contains(p.Resource)).ToListAsync(cancellationToken);
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

    private IQueryable<Entitlement> InForce(IQueryable<Entitlement> rows) => at is { } time
        ? rows.AsNoTracking().Where(r => r.ObservedFrom <= time && (r.ObservedUntil == null || r.ObservedUntil > time))
        : rows.AsNoTracking().Where(r => r.ObservedUntil == null);

    private IQueryable<Limit> InForce(IQueryable<Limit> rows) => at is { } time
        ? rows.AsNoTracking().Where(r => r.ObservedFrom <= time && (r.ObservedUntil == null || r.ObservedUntil > time))
        : rows.AsNoTracking().Where(r => r.ObservedUntil == null);

    private IQueryable<ResourcePolicy> InForce(IQueryable<ResourcePolicy> rows) => at is { } time
        ? rows.AsNoTracking().Where(r => r.ObservedFrom <= time && (r.ObservedUntil == null || r.ObservedUntil > time))
        : rows.AsNoTracking().Where(r => r.ObservedUntil == null);
}
