using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Audit;
using Portal.Data.Audit.Chain;
using Portal.Data.Live;
using Portal.Data.Storage;

namespace Portal.Data.Commands;

/// <summary>
/// One group of commands on their way to one commit. Each runs behind a savepoint of its own; their entries are chained at the end, all at once;
/// their callers hear of it when everything is durable. Whatever goes wrong for the group as a whole is settled by running each command by
/// itself, so that only the guilty one fails.
/// </summary>
/// <param name="queue">Where the commands wait.</param>
/// <param name="transactions">Where the group writes.</param>
/// <param name="databases">Where contexts come from.</param>
/// <param name="feed">Tells open pages.</param>
/// <param name="elsewhere">Tells what ran here from what did not.</param>
internal sealed class CommandGroup(
    CommandGroups queue, SharedTransactions transactions, IDbContextFactory<GovernanceDb> databases, ChangeFeed feed, CommandsElsewhere elsewhere)
{
    // A command that has to wait longer for someone else's lock runs by itself, so that the others do not wait with it. It is shorter than
    // PostgreSQL takes to look for deadlocks: two portals whose groups wait for each other each take one command out.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(100);

    private readonly List<GroupMember> _members = [];
    private readonly List<AuditEntry> _entries = [];
    private readonly HashSet<Topic> _topics = [];
    private bool _isCommitting;

    /// <summary>Runs those that wait, up to the bounds of a group, and settles each.</summary>
    public async Task RunAsync()
    {
        queue.TakeInto(_members);
        if (_members.Count == 0)
        {
            return;
        }
        try
        {
            await using (var transaction = await transactions.BeginAsync(CancellationToken.None))
            {
                await RunMembersAsync(transaction);
                await CommitAsync(transaction);
            }
            Answer();
        }
        catch (Exception exception)
        {
            await SettleAsync(exception);
        }
    }

    private async Task RunMembersAsync(SharedTransaction transaction)
    {
        await transaction.Db.LimitWaitAsync(LongestWait, CancellationToken.None);
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < _members.Count; i++)
        {
            if (Stopwatch.GetElapsedTime(start) > queue.Patience)
            {
                queue.PutBack(_members[i..]);
                _members.RemoveRange(i, _members.Count - i);
                return;
            }
            if (await _members[i].RunAsync(transaction) is { } scope)
            {
                _entries.AddRange(scope.Entries);
                _topics.UnionWith(scope.Topics);
            }
            // What came meanwhile shares the commit too.
            queue.TakeInto(_members);
        }
    }

    private async Task CommitAsync(SharedTransaction transaction)
    {
        if (_entries.Count == 0)
        {
            return;
        }
        var db = transaction.Db;
        await db.ChainAsync(_entries, CancellationToken.None);
        db.Mark(_topics, _entries[^1].Sequence);
        await db.SaveChangesAsync(CancellationToken.None);
        _isCommitting = true;
        await transaction.CommitAsync(CancellationToken.None);
    }

    private void Answer()
    {
        if (_entries.Count > 0)
        {
            elsewhere.RanHere(_entries);
            foreach (var topic in _topics)
            {
                feed.Publish(topic);
            }
        }
        foreach (var member in _members)
        {
            member.Answer();
        }
    }

    private async Task SettleAsync(Exception exception)
    {
        try
        {
            if (_isCommitting && await IsCommittedAsync())
            {
                Answer();
                return;
            }
        }
        catch (Exception)
        {
            // Nobody knows what became of the commit: to run the commands again could do everything twice, to say it failed could be untrue.
            foreach (var member in _members)
            {
                member.Fail(exception);
            }
            return;
        }
        foreach (var member in _members)
        {
            member.LetGo();
        }
    }

    /// <summary>
    /// What became of a commit that failed: its last entry is in the record or it is not. The commit may still be under way on the server; it
    /// holds the end of the record until it has ended, whichever way, so whoever holds that next knows.
    /// </summary>
    private async Task<bool> IsCommittedAsync()
    {
        var (sequence, hash) = (_entries[^1].Sequence, _entries[^1].Hash);
        await using var db = await databases.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.LockedAsync<AuditHead>(CancellationToken.None);
        return await db.AuditEntries.AnyAsync(e => e.Sequence == sequence && e.Hash == hash);
    }
}
