using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Inventory.Imports;

/// <summary>Reads an export to its end, without holding the database's one writer, and keeps what is news.</summary>
/// <param name="db">To ask what is known.</param>
/// <param name="baseline">What is known of the source.</param>
internal sealed class SnapshotStager(GovernanceDb db, SourceBaseline baseline) : IDisposable
{
    private const int DocumentsAtOnce = 500;
    private const int MostWarnings = 1_000;

    private readonly ContentHashes _hashes = new();
    private readonly HashSet<string> _documents = new(StringComparer.Ordinal);
    private readonly HashSet<string> _newPrincipals = new(StringComparer.Ordinal);
    private readonly List<SnapshotItem.Document> _batch = [];
    private readonly StagedSnapshot _staged = new();
    private int _warningsLeftOut;
    private bool _hasDocuments;

    /// <summary>Reads it. The caller disposes the result.</summary>
    public async Task<StagedSnapshot> ReadAsync(IAsyncEnumerable<SnapshotItem> items, CancellationToken cancellationToken)
    {
        try
        {
            _hasDocuments = await db.PolicyDocuments.AnyAsync(cancellationToken);
            await foreach (var item in items.WithCancellation(cancellationToken))
            {
                await TakeAsync(item, cancellationToken);
            }
            await SpoolAsync(cancellationToken);
            CheckBoundaries();
            if (_warningsLeftOut > 0)
            {
                _staged.Warnings.Add(string.Create(CultureInfo.InvariantCulture, $"… and {_warningsLeftOut} more of this kind."));
            }
            return _staged;
        }
        catch
        {
            _staged.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _hashes.Dispose();

    private async Task TakeAsync(SnapshotItem item, CancellationToken cancellationToken)
    {
        switch (item)
        {
            case SnapshotItem.Document document:
                if (_documents.Add(document.Hash))
                {
                    _batch.Add(document);
                }
                if (_batch.Count >= DocumentsAtOnce)
                {
                    await SpoolAsync(cancellationToken);
                }
                break;
            case SnapshotItem.Principal principal:
                Take(principal);
                break;
            case SnapshotItem.Limit limit:
                Take(limit);
                break;
            case SnapshotItem.ResourcePolicy policy:
                if (Fits("resource policy", policy.Resource, policy.Resource))
                {
                    _staged.ResourcePolicies.Add(policy with { DocumentHash = Pooled(policy.DocumentHash) ?? policy.DocumentHash });
                }
                break;
            case SnapshotItem.Scope scope:
                if (Fits("place of the organization", scope.NativeId, scope.NativeId, scope.Name))
                {
                    _staged.Scopes[scope.NativeId] = scope;
                }
                break;
            case SnapshotItem.LastAccessed use:
                if (Fits("report of use", use.NativeId, use.NativeId, use.Service, use.Action ?? string.Empty))
                {
                    _staged.Uses.Add(use);
                }
                break;
            case SnapshotItem.Coverage coverage:
                _staged.Coverage.Add(coverage);
                break;
            case SnapshotItem.Warning warning:
                Warn($"{warning.File} ({warning.Place}): {warning.Problem}");
                break;
        }
    }

    private void Take(SnapshotItem.Principal principal)
    {
        if (!Fits("identity", principal.NativeId, principal.NativeId, principal.Container)
            || !principal.Entitlements.All(g => Fits($"entitlement of {principal.NativeId}", g.Key, g.Key)))
        {
            return;
        }
        var known = baseline.Identities.GetValueOrDefault(principal.NativeId);
        if (known is null ? !_newPrincipals.Add(principal.NativeId) : known.IsSeen)
        {
            Warn($"{principal.NativeId}: the export describes it twice; the first description counts.");
            return;
        }
        var grants = Resolved(principal);
        _staged.PrincipalCount++;
        _staged.EntitlementCount += grants.Count;
        known?.IsSeen = true;
        var hash = _hashes.OfPrincipal(principal, grants);
        if (known is not { IsOpen: true } || known.ContentHash != hash)
        {
            _staged.Principals.Add(new(principal with { Entitlements = [] }, grants, hash, known));
        }
    }

    private void Take(SnapshotItem.Limit limit)
    {
        if (!Fits("limit", limit.Key, limit.Key, limit.Target))
        {
            return;
        }
        var hash = Pooled(limit.DocumentHash);
        if (limit.DocumentHash is not null && hash is null)
        {
            Warn($"{limit.Name} on {limit.Target}: the export does not hold its document, so what it allows is unknown.");
        }
        _staged.Limits.Add(limit with { DocumentHash = hash });
    }

    // Equal hashes share one string, and a reference to a document that is nowhere becomes an unknown one.
    private List<Grant> Resolved(SnapshotItem.Principal principal)
    {
        var grants = new List<Grant>(principal.Entitlements.Count);
        foreach (var grant in principal.Entitlements.DistinctBy(g => (g.Kind, g.Key)))
        {
            var documents = new GrantDocument[grant.Documents.Count];
            for (var i = 0; i < documents.Length; i++)
            {
                var hash = Pooled(grant.Documents[i].Hash);
                if (hash is null && grant.Documents[i].Hash is not null)
                {
                    Warn($"{grant.Name} of {principal.NativeId}: the export does not hold its document, so what it allows is unknown.");
                }
                documents[i] = grant.Documents[i] with { Hash = hash, Key = grant.Documents[i].Key is { Length: <= IdentityConfiguration.NativeIdLength } key ? key : null };
            }
            grants.Add(grant with { Documents = documents });
        }
        return grants;
    }

    private string? Pooled(string? hash) => hash is not null && _documents.TryGetValue(hash, out var same) ? same : null;

    private async Task SpoolAsync(CancellationToken cancellationToken)
    {
        var hashes = _batch.Select(d => d.Hash).ToArray();
        var stored = _hasDocuments
            ? await db.PolicyDocuments.Where(d => EF.Parameter(hashes).Contains(d.Hash)).Select(d => d.Hash).ToHashSetAsync(StringComparer.Ordinal, cancellationToken)
            : [];
        foreach (var document in _batch.Where(d => !stored.Contains(d.Hash)))
        {
            _staged.Documents.Add(document);
        }
        _staged.DocumentCount += _batch.Count;
        _batch.Clear();
    }

    private void CheckBoundaries()
    {
        foreach (var limit in _staged.Limits.Where(l => l.Kind == LimitKind.Boundary && !IsKnown(l.Target)).ToList())
        {
            _staged.Limits.Remove(limit);
            Warn($"{limit.Name}: it bounds {limit.Target}, which is not in the export.");
        }
    }

    private bool IsKnown(string nativeId) => _newPrincipals.Contains(nativeId) || baseline.Identities.ContainsKey(nativeId);

    private bool Fits(string what, string name, params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (text.Length > IdentityConfiguration.NativeIdLength || text.Contains('\0', StringComparison.Ordinal))
            {
                Warn($"{what} {name[..Math.Min(name.Length, 100)].Replace('\0', '?')}…: its name is longer than any that the platform gives, or not a text; it was left out.");
                return false;
            }
        }
        return true;
    }

    private void Warn(string warning)
    {
        if (_staged.Warnings.Count < MostWarnings)
        {
            _staged.Warnings.Add(warning);
        }
        else
        {
            _warningsLeftOut++;
        }
    }
}
