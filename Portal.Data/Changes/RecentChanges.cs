using System.Collections.Immutable;
using Portal.Data.Access;

namespace Portal.Data.Changes;

/// <summary>
/// The changes that arrived last, read once for all open pages: who is woken asks here, and however many ask at once, the database is asked
/// at most twice. The rows are shared and never change.
/// </summary>
/// <param name="changes">Reads them.</param>
/// <param name="clock">The time.</param>
public sealed class RecentChanges(ChangeQueries changes, TimeProvider clock)
{
    /// <summary>How many are kept.</summary>
    public const int Kept = 300;

    private static readonly Caller Self = Caller.System("live changes");

    /// <summary>Names of identities and agents in the rows may be this old.</summary>
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private Arrivals _latest = new([], 0);
    private DateTimeOffset _readAt = DateTimeOffset.MinValue;
    private Task<Arrivals>? _running;
    private Task<Arrivals>? _next;

    /// <summary>The last arrivals, at least as fresh as this call.</summary>
    public Task<Arrivals> ReadAsync(Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        lock (_gate)
        {
            if (_running is null or { IsCompleted: true })
            {
                _next = null;
                _running = RefreshAsync();
                return _running.WaitAsync(cancellationToken);
            }
            // The one that runs may have looked before the caller's change was there; all who come meanwhile share the one after it.
            _next ??= AfterAsync(_running);
            return _next.WaitAsync(cancellationToken);
        }
    }

    private async Task<Arrivals> AfterAsync(Task<Arrivals> running)
    {
        await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate)
        {
            _running = _next;
            _next = null;
        }
        return await RefreshAsync();
    }

    private async Task<Arrivals> RefreshAsync()
    {
        // Leaves the caller's lock before anything else.
        await Task.Yield();
        var isStale = clock.GetUtcNow() - _readAt > GoodFor;
        var known = isStale ? new([], 0) : _latest;
        var arrived = await changes.ListLatestArrivalsAsync(known.LastSequence, Kept, Self, CancellationToken.None);
        if (isStale)
        {
            _readAt = clock.GetUtcNow();
        }
        if (isStale || arrived.Count > 0)
        {
            var rows = arrived.Concat(known.NewestFirst).Take(Kept).ToImmutableArray();
            _latest = new(rows, rows.IsEmpty ? 0 : rows[0].Sequence);
        }
        return _latest;
    }

    /// <summary>What arrived last.</summary>
    /// <param name="NewestFirst">By arrival, newest first.</param>
    /// <param name="LastSequence">The place of the first of them; 0 when there are none.</param>
    public sealed record Arrivals(ImmutableArray<ChangeDetail> NewestFirst, long LastSequence)
    {
        /// <summary>Whether more arrived after a place than are kept, so that some of them are missing here.</summary>
        public bool HasLostSome(long sequence) => NewestFirst.Length == Kept && NewestFirst[^1].Sequence > sequence + 1;

        /// <summary>Those that arrived after a place and belong to a filter, newest first. Complete unless <see cref="HasLostSome"/>.</summary>
        public IReadOnlyList<ChangeDetail> Since(long sequence, ChangeFilter filter) =>
            [.. NewestFirst.TakeWhile(c => c.Sequence > sequence).Where(filter.Matches)];
    }
}
