using Microsoft.EntityFrameworkCore;
using Portal.Data.Storage;

namespace Portal.Data.Changes;

/// <summary>
/// Finds the stored changes that stand next to new ones of the same things. How many there are of a thing makes no difference: each walk
/// goes from the new changes to the next that succeeded, on either side.
/// </summary>
/// <param name="db">The database, inside the command's transaction.</param>
internal sealed class Neighbours(GovernanceDb db)
{
    /// <summary>New changes that are this far apart are looked around one by one, so that a straggler of last year does not bring the year.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(15);

    /// <summary>In at most about so many parts.</summary>
    private const int MostParts = 16;

    /// <summary>The neighbours of changes that have a target.</summary>
    public async Task<IReadOnlyCollection<Neighbour>> OfAsync(IReadOnlyList<Change> added, CancellationToken cancellationToken)
    {
        var found = new Dictionary<long, Neighbour>();
        foreach (var part in PartsOf(added))
        {
            var targets = part.Select(c => c.TargetKey!.Value).Distinct().ToArray();
            var (from, to) = (part[0].At, part[^1].At);
            var following = await FollowingAsync(targets, from, to, cancellationToken);
            foreach (var change in await BeforeAsync(targets, from, cancellationToken))
            {
                found.TryAdd(change.Sequence, new(change, IsFollowing: false));
            }
            foreach (var change in following)
            {
                // It follows a new one, whatever else it is next to.
                found[change.Sequence] = new(change, IsFollowing: true);
            }
        }
        return found.Values;
    }

    /// <summary>The changes in the order of time, cut where nothing happens for long.</summary>
    private static IEnumerable<IReadOnlyList<Change>> PartsOf(IReadOnlyList<Change> added)
    {
        var inOrder = added.OrderBy(c => c.At).ToList();
        var share = (inOrder[^1].At - inOrder[0].At) / MostParts;
        var apart = share > Apart ? share : Apart;
        var start = 0;
        for (var i = 1; i <= inOrder.Count; i++)
        {
            if (i == inOrder.Count || inOrder[i].At - inOrder[i - 1].At > apart)
            {
                yield return inOrder.GetRange(start, i - start);
                start = i;
            }
        }
    }

    /// <summary>The last that succeeded before.</summary>
    private async Task<List<Change>> BeforeAsync(IndexKey[] targets, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var last = await db.Each(targets)
            .Select(target => Succeeded
                .Where(c => c.TargetKey == target && c.At < from)
                .OrderByDescending(c => c.At).ThenByDescending(c => c.EventId)
                .Select(c => (long?)c.Sequence)
                .FirstOrDefault())
            .ToListAsync(cancellationToken);
        return await ReadAsync(last.OfType<long>(), cancellationToken);
    }

    /// <summary>Those in between, the first that succeeded after, and the attempts that failed until then.</summary>
    private async Task<List<Change>> FollowingAsync(IndexKey[] targets, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var between = await ReadAsync(
            Succeeded.Where(c => EF.Parameter(targets).Contains(c.TargetKey!.Value) && c.At >= from && c.At <= to), cancellationToken);
        var first = await db.Each(targets)
            .Select(target => Succeeded
                .Where(c => c.TargetKey == target && c.At > to)
                .OrderBy(c => c.At).ThenBy(c => c.EventId)
                .Select(c => (long?)c.Sequence)
                .FirstOrDefault())
            .ToListAsync(cancellationToken);
        var ends = (await ReadAsync(first.OfType<long>(), cancellationToken)).ToDictionary(c => c.TargetKey!.Value);
        var failed = await FailedAsync([.. targets.Where(t => !ends.ContainsKey(t))], from, DateTimeOffset.MaxValue, cancellationToken);
        if (ends.Count > 0)
        {
            failed.AddRange(await FailedAsync([.. ends.Keys], from, ends.Values.Max(c => c.At), cancellationToken));
        }
        return [.. between, .. ends.Values, .. failed.Where(c => !ends.TryGetValue(c.TargetKey!.Value, out var next) || IsBefore(c, next))];
    }

    private async Task<List<Change>> FailedAsync(IndexKey[] targets, DateTimeOffset from, DateTimeOffset upTo, CancellationToken cancellationToken) =>
        targets.Length == 0
            ? []
            : await ReadAsync(
                db.Changes.Where(c =>
                    EF.Parameter(targets).Contains(c.TargetKey!.Value) && c.At >= from && c.At <= upTo && c.Error != null),
                cancellationToken);

    // An index of its own holds these, or an engine that does not know yet how few attempts fail would rather read all there is of a thing.
    private IQueryable<Change> Succeeded => db.Changes.AsNoTracking().Where(c => c.Error == null);

    private async Task<List<Change>> ReadAsync(IEnumerable<long> sequences, CancellationToken cancellationToken)
    {
        var some = sequences.ToArray();
        return some.Length == 0 ? [] : await ReadAsync(db.Changes.Where(c => EF.Parameter(some).Contains(c.Sequence)), cancellationToken);
    }

    private static bool IsBefore(Change one, Change other) =>
        one.At < other.At || (one.At == other.At && string.CompareOrdinal(one.EventId, other.EventId) < 0);

    private static Task<List<Change>> ReadAsync(IQueryable<Change> changes, CancellationToken cancellationToken) => changes
        .AsNoTracking()
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

    /// <summary>A stored change next to new ones.</summary>
    /// <param name="Change">The change, without its long texts but what was before and after.</param>
    /// <param name="IsFollowing">True when a new change precedes it, so that what was before it may be another thing now.</param>
    internal sealed record Neighbour(Change Change, bool IsFollowing);
}
