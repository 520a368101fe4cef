using Microsoft.EntityFrameworkCore;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Changes;

/// <summary>
/// Folds a list of changes by session as it is read. A page goes on until it would need one more row, so that a burst of hundreds is one row
/// even where a page ends; one that reaches further than <see cref="MostLookedAt"/> goes on in the next page.
/// </summary>
/// <param name="db">The database.</param>
/// <param name="filter">Which changes.</param>
internal sealed class ChangeBursts(GovernanceDb db, ChangeFilter filter)
{
    /// <summary>A session that rests longer than this begins another burst.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <summary>How many changes a page looks at.</summary>
    public const int MostLookedAt = 50_000;

    // A page seldom needs more than the first; a long burst is read in large parts.
    private const int AtFirst = 500;
    private const int AtOnce = 5_000;

    /// <summary>A page of bursts, newest first, and where to go on; null when the list ends.</summary>
    public async Task<(IReadOnlyList<ChangeBurst> Bursts, ChangeKey? Next)> ReadAsync(ChangeKey? after, int limit, CancellationToken cancellationToken)
    {
        var folding = new Folding(limit);
        var last = after;
        for (int looked = 0, some = AtFirst; looked < MostLookedAt; looked += some, some = AtOnce)
        {
            var (keys, next) = await new ChangeKeys(db, filter, last, some).ReadAsync(cancellationToken);
            foreach (var change in await MarksAsync(keys, cancellationToken))
            {
                if (!folding.Add(change))
                {
                    return (await RowsAsync(folding, cancellationToken), last);
                }
                last = change.Key;
            }
            if (next is null)
            {
                return (await RowsAsync(folding, cancellationToken), null);
            }
            last = next;
        }
        return (await RowsAsync(folding, cancellationToken), last);
    }

    private async Task<IReadOnlyList<Mark>> MarksAsync(IReadOnlyList<ChangeKey> keys, CancellationToken cancellationToken)
    {
        var sequences = keys.Select(k => k.Sequence).ToArray();
        var marks = await db.Changes.AsNoTracking()
            .Where(c => EF.Parameter(sequences).Contains(c.Sequence))
            .Select(c => new { c.At, c.Sequence, c.Kind, c.Session, c.Actor, c.Initiator, c.NamedAgent, Failed = c.Error != null })
            .ToDictionaryAsync(c => c.Sequence, cancellationToken);
        return
        [
            .. keys.Where(k => marks.ContainsKey(k.Sequence)).Select(k => marks[k.Sequence]).Select(m => new Mark(
                new ChangeKey(m.At, m.Sequence), m.Kind, m.Failed, m.Session is null ? null : new Session(m.Session, m.Actor, m.Initiator, m.NamedAgent))),
        ];
    }

    private async Task<IReadOnlyList<ChangeBurst>> RowsAsync(Folding folding, CancellationToken cancellationToken)
    {
        var rows = folding.Bursts.Count == 0 ? [] : await ChangeRows.ReadAsync(db, [.. folding.Bursts.Select(b => b.Newest)], cancellationToken);
        return
        [
            .. rows.Join(folding.Bursts, r => r.Sequence, b => b.Newest, (row, burst) => new ChangeBurst(
                row,
                burst.Count,
                burst.FirstAt,
                burst.Failed,
                [.. burst.Kinds.OrderByDescending(k => k.Value).ThenBy(k => k.Key).Select(k => new ChangeBurst.OfKind(k.Key, k.Value))])),
        ];
    }

    /// <summary>One session as one pair of agent and human used it.</summary>
    private sealed record Session(string Mark, string? Actor, string? Initiator, string? NamedAgent);

    private sealed record Mark(ChangeKey Key, ChangeKind Kind, bool IsFailed, Session? Session);

    /// <summary>A burst while its page is read, from its newest change on: counted, so that it takes no more room when it is long.</summary>
    private sealed class Burst(Mark newest)
    {
        public long Newest { get; } = newest.Key.Sequence;

        public DateTimeOffset FirstAt { get; private set; }

        public int Count { get; private set; }

        public int Failed { get; private set; }

        public Dictionary<ChangeKind, int> Kinds { get; } = [];

        public Burst Add(Mark change)
        {
            FirstAt = change.Key.At;
            Count++;
            Failed += change.IsFailed ? 1 : 0;
            Kinds[change.Kind] = Kinds.GetValueOrDefault(change.Kind) + 1;
            return this;
        }
    }

    /// <summary>The bursts of a page while it is read, newest first.</summary>
    private sealed class Folding(int limit)
    {
        private readonly Dictionary<Session, Burst> _open = [];

        public List<Burst> Bursts { get; } = [];

        /// <summary>Puts the next older change where it belongs; false when that takes a row that the page has no place for.</summary>
        public bool Add(Mark change)
        {
            if (change.Session is { } session && _open.TryGetValue(session, out var burst) && burst.FirstAt - change.Key.At <= LongestPause)
            {
                burst.Add(change);
                return true;
            }
            if (Bursts.Count == limit)
            {
                return false;
            }
            Bursts.Add(new Burst(change).Add(change));
            if (change.Session is not null)
            {
                _open[change.Session] = Bursts[^1];
            }
            return true;
        }
    }
}
