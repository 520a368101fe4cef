using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Changes;

/// <summary>
/// Finds what was before a change where its event does not say it: what the change of the same thing before it left, or what the snapshot
/// in between shows. Independent of the order in which events arrive: a late one corrects its successor.
/// </summary>
/// <param name="db">The database, inside the command's transaction.</param>
/// <param name="source">The source of the batch.</param>
internal sealed class KnownBefore(GovernanceDb db, SourceId source)
{
    /// <summary>How many stored changes of the same things are looked at; in a bulk replay beyond it, what was before stays unknown.</summary>
    internal const int MostNeighbours = 5_000;

    /// <summary>Fills in <see cref="Change.Before"/> of <paramref name="drafts"/>, and of stored changes right after them.</summary>
    public async Task FillAsync(IReadOnlyList<ChangeDraft> drafts, Holdings holdings, CancellationToken cancellationToken)
    {
        var ofTargets = drafts.Where(d => d.Change.Target is not null).ToList();
        if (ofTargets.Count == 0)
        {
            return;
        }
        var stored = await NeighboursAsync(ofTargets, holdings, cancellationToken);
        if (stored is null)
        {
            return;
        }
        var texts = await TextsAsync(ofTargets, cancellationToken);
        var links = ofTargets.Select(d => new Link(d.Change, texts.GetValueOrDefault(d.DocumentBefore ?? string.Empty), IsNew: true))
            .Concat(stored.Select(c => new Link(c, null, IsNew: false)));
        foreach (var chain in links.GroupBy(l => l.Change.Target, StringComparer.Ordinal))
        {
            await FillAsync(chain.OrderBy(l => l.Change.At).ThenBy(l => l.Change.EventId, StringComparer.Ordinal), holdings, cancellationToken);
        }
    }

    private async Task FillAsync(IEnumerable<Link> chain, Holdings holdings, CancellationToken cancellationToken)
    {
        var previous = (Change?)null;
        foreach (var (change, fromSnapshot, isNew) in chain)
        {
            var isAfterSnapshot = previous is not null && !(holdings.SnapshotBefore(change.Container, change.At) >= previous.At);
            var before = isAfterSnapshot ? previous!.After : fromSnapshot;
            var isOpen = change.Before is null || change.IsBeforeDerived;
            if (isOpen && before != change.Before && (isNew || isAfterSnapshot))
            {
                change.Before = before;
                change.IsBeforeDerived = before is not null;
                if (!isNew)
                {
                    await db.Changes.Where(c => c.Sequence == change.Sequence).ExecuteUpdateAsync(
                        set => set.SetProperty(c => c.Before, change.Before).SetProperty(c => c.IsBeforeDerived, change.IsBeforeDerived),
                        cancellationToken);
                }
            }
            if (change.Error is null)
            {
                previous = change;
            }
        }
    }

    /// <summary>Stored changes of the same things since the snapshot before the batch; null when they are too many.</summary>
    private async Task<List<Change>?> NeighboursAsync(List<ChangeDraft> drafts, Holdings holdings, CancellationToken cancellationToken)
    {
        var targets = drafts.Select(d => d.Change.Target!).Distinct(StringComparer.Ordinal).ToArray();
        var since = drafts.Min(d => holdings.SnapshotBefore(d.Change.Container, d.Change.At) ?? DateTimeOffset.MinValue);
        var neighbours = db.Changes.AsNoTracking()
            .Where(c => EF.Parameter(targets).Contains(c.Target!) && c.At >= since && c.SourceId == source);
        // In the order of their index, so that counting stops at the bound instead of sorting all that there are.
        if (await neighbours.OrderBy(c => c.Target).ThenBy(c => c.At).Take(MostNeighbours + 1).CountAsync(cancellationToken) > MostNeighbours)
        {
            return null;
        }
        return await neighbours
            .Select(c => new Change
            {
                Sequence = c.Sequence,
                SourceId = c.SourceId,
                Platform = c.Platform,
                EventId = c.EventId,
                At = c.At,
                ArrivedAt = c.ArrivedAt,
                Kind = c.Kind,
                Name = c.Name,
                Service = c.Service,
                Container = c.Container,
                Target = c.Target,
                Before = c.Before,
                IsBeforeDerived = c.IsBeforeDerived,
                After = c.After,
                Error = c.Error,
                SearchText = string.Empty,
                Digest = string.Empty,
                Raw = string.Empty,
            })
            .ToListAsync(cancellationToken);
    }

    private async Task<Dictionary<string, string>> TextsAsync(List<ChangeDraft> drafts, CancellationToken cancellationToken)
    {
        var hashes = drafts.Select(d => d.DocumentBefore).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        return hashes.Length == 0
            ? []
            : await db.PolicyDocuments.AsNoTracking()
                .Where(d => EF.Parameter(hashes).Contains(d.Hash))
                .ToDictionaryAsync(d => d.Hash, d => d.Text, StringComparer.Ordinal, cancellationToken);
    }

    private sealed record Link(Change Change, string? FromSnapshot, bool IsNew);
}
