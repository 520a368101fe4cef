using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Live;
using Portal.Data.Storage;

namespace Portal.Data.Commands;

/// <summary>
/// Lets short commands share commits. One that comes while no other is under way runs by itself. Those that come meanwhile wait, and what waits
/// when it has ended runs as one group. Nobody waits longer than 50 ms for the one before: then the next group runs beside it.
/// </summary>
/// <param name="transactions">Where groups write.</param>
/// <param name="databases">Where contexts come from.</param>
/// <param name="feed">Tells open pages.</param>
/// <param name="elsewhere">Tells what ran here from what did not.</param>
public sealed class CommandGroups(
    SharedTransactions transactions, IDbContextFactory<GovernanceDb> databases, ChangeFeed feed, CommandsElsewhere elsewhere)
{
    /// <summary>How many commands share a commit at most: of more savepoints in one transaction PostgreSQL loses track, and gets slow.</summary>
    public const int Most = 64;

    private readonly Lock _gate = new();
    private readonly LinkedList<(GroupMember Member, long Since)> _waiting = [];
    private int _leading;
    private bool _isWatched;

    /// <summary>How long commands wait for the one before theirs, and how long a group works before it leaves the rest to the next.</summary>
    internal TimeSpan Patience { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Whether nothing is under way: then the caller's command is, until <see cref="End"/>.</summary>
    internal bool TryLead()
    {
        lock (_gate)
        {
            if (_leading > 0 || _waiting.Count > 0)
            {
                return false;
            }
            _leading = 1;
            return true;
        }
    }

    /// <summary>What the caller led has ended; whoever waits is next.</summary>
    internal void End()
    {
        lock (_gate)
        {
            _leading--;
            LeadIfNeeded();
        }
    }

    /// <summary>Lets a command wait for its group.</summary>
    internal void Join(GroupMember member)
    {
        lock (_gate)
        {
            _waiting.AddLast((member, Stopwatch.GetTimestamp()));
            LeadIfNeeded();
            Watch();
        }
    }

    /// <summary>Takes those that wait longest into a group.</summary>
    /// <param name="group">The commands of the group, up to <see cref="Most"/>.</param>
    internal void TakeInto(List<GroupMember> group)
    {
        lock (_gate)
        {
            while (group.Count < Most && _waiting.First is { } first)
            {
                group.Add(first.Value.Member);
                _waiting.RemoveFirst();
            }
        }
    }

    /// <summary>Puts back what a group took and did not come to. It is next.</summary>
    internal void PutBack(IReadOnlyList<GroupMember> members)
    {
        lock (_gate)
        {
            foreach (var member in members.Reverse())
            {
                _waiting.AddFirst((member, Stopwatch.GetTimestamp()));
            }
            Watch();
        }
    }

    private void LeadIfNeeded()
    {
        if (_leading == 0 && _waiting.Count > 0)
        {
            Lead();
        }
    }

    private void Lead()
    {
        _leading++;
        // Behind what is queued already: callers who just got their answers come back with their next command first. And without the context of
        // whoever happens to be here: each command brings its own.
        ThreadPool.UnsafeQueueUserWorkItem(static groups => _ = groups.LeadAsync(), this, preferLocal: false);
    }

    private async Task LeadAsync()
    {
        try
        {
            await new CommandGroup(this, transactions, databases, feed, elsewhere).RunAsync();
        }
        finally
        {
            End();
        }
    }

    private void Watch()
    {
        if (!_isWatched)
        {
            _isWatched = true;
            ThreadPool.UnsafeQueueUserWorkItem(static groups => _ = groups.WatchAsync(), this, preferLocal: false);
        }
    }

    private async Task WatchAsync()
    {
        do
        {
            await Task.Delay(Patience);
        }
        while (IsWaiting());

        bool IsWaiting()
        {
            lock (_gate)
            {
                _isWatched = _waiting.First is not null;
                if (_waiting.First is { Value.Since: var since } && Stopwatch.GetElapsedTime(since) >= Patience)
                {
                    Lead();
                }
                return _isWatched;
            }
        }
    }
}
