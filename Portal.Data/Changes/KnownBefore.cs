using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory;
using Portal.Data.Storage;

namespace Portal.Data.Changes;

/// <summary>
/// Finds what was before a change where its event does not say it: what the change of the same thing before it left, or what the snapshot
/// in between shows. Independent of the order in which events arrive: a late one corrects its successor.
/// </summary>
/// <param name="db">The database, inside the command's transaction.</param>
internal sealed class KnownBefore(GovernanceDb db)
{
    /// <summary>Fills in <see cref="Change.Before"/> of <paramref name="drafts"/>, and of stored changes right after them.</summary>
    public async Task FillAsync(IReadOnlyList<ChangeDraft> drafts, Holdings holdings, CancellationToken cancellationToken)
    {
        var ofTargets = drafts.Where(d => d.Change.Target is not null).ToList();
        if (ofTargets.Count == 0)
        {
            return;
        }
        var neighbours = await new Neighbours(db).OfAsync([.. ofTargets.Select(d => d.Change)], cancellationToken);
        var texts = await TextsAsync(ofTargets, cancellationToken);
        var links = ofTargets.Select(d => new Link(d.Change, texts.GetValueOrDefault(d.DocumentBefore ?? string.Empty), IsNew: true, MayChange: true))
            .Concat(neighbours.Select(n => new Link(n.Change, null, IsNew: false, n.IsFollowing)));
        var corrected = links.GroupBy(l => l.Change.TargetKey)
            .SelectMany(chain => Fill(chain.OrderBy(l => l.Change.At).ThenBy(l => l.Change.EventId, StringComparer.Ordinal), holdings))
            .ToList();
        await db.BulkUpdateAsync(corrected, [nameof(Change.Before), nameof(Change.IsBeforeDerived), nameof(Change.Unweighed)], cancellationToken);
    }

    /// <summary>Fills in what was before, and returns the stored changes of which that is no longer true.</summary>
    private static IEnumerable<Change> Fill(IEnumerable<Link> chain, Holdings holdings)
    {
        var previous = (Change?)null;
        foreach (var (change, fromSnapshot, isNew, mayChange) in chain)
        {
            var isAfterSnapshot = previous is not null && !(holdings.SnapshotBefore(change.Container, change.At) >= previous.At);
            var before = isAfterSnapshot ? previous!.After : fromSnapshot;
            var isOpen = mayChange && (change.Before is null || change.IsBeforeDerived);
            if (isOpen && before != change.Before && (isNew || isAfterSnapshot))
            {
                change.Before = before;
                change.IsBeforeDerived = before is not null;
                if (!isNew)
                {
                    // What it means is another thing now.
                    change.Unweighed = change.CanBeWeighed ? change.Sequence : null;
                    yield return change;
                }
            }
            if (change.Error is null)
            {
                previous = change;
            }
        }
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

    private sealed record Link(Change Change, string? FromSnapshot, bool IsNew, bool MayChange);
}
