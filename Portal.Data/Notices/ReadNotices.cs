using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;

namespace Portal.Data.Notices;

/// <summary>Marks notices as read by a person. It stands in the record: who knew of what, and since when, is asked after an incident.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class ReadNotices(CommandRunner commands)
{
    /// <summary>The most notices that are named at once.</summary>
    public const int MostNamed = 500;

    /// <summary>Marks them.</summary>
    /// <param name="which">The notices; null for all that there are. What is not one's own is left out.</param>
    /// <param name="until">Up to when the reader has seen what they count; null for now. What came later stays unread.</param>
    /// <param name="by">Who read them.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    /// <returns>How many were unread until now.</returns>
    /// <exception cref="AccessDeniedException">A program asks, which reads for nobody.</exception>
    public Task<int> RunAsync(IReadOnlyCollection<NoticeId>? which, DateTimeOffset? until, Caller by, CancellationToken cancellationToken)
    {
        var person = by.Person ?? throw new AccessDeniedException(Right.ReadNotices);
        return commands.RunAsync("notices.read", by, Right.ReadNotices, (scope, token) => MarkAsync(scope, person, which, until, token), cancellationToken);
    }

    private static async Task<int> MarkAsync(CommandScope scope, PersonId person, IReadOnlyCollection<NoticeId>? which, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        var seen = until is { } asked && asked < scope.Now ? asked.ToUniversalTime() : scope.Now;
        var rules = await NoticeQueries.RulesAsync(scope.Db, scope.By, cancellationToken);
        var mark = await scope.Db.NoticeMarks.SingleOrDefaultAsync(m => m.PersonId == person, cancellationToken);
        var known = mark?.Until ?? DateTimeOffset.UnixEpoch;
        var reads = scope.Db.NoticeReads.Where(r => r.PersonId == person);
        var unread = NoticeQueries.Of(scope.Db, rules.Keys).Where(n => n.LastAt <= seen && n.LastAt > known && !reads.Any(r => r.NoticeId == n.Id && r.Until >= n.LastAt));
        var count = which is null
            ? await MarkAllAsync(scope, person, unread, mark, seen, cancellationToken)
            : await MarkSomeAsync(scope, person, unread, which, seen, cancellationToken);
        if (count > 0)
        {
            scope.Record("notices.read", new("person", person.Value.ToString(), scope.By.Name), after: new { Notices = count, Until = seen, Which = which });
            scope.Announce(Topic.Notices);
        }
        return count;
    }

    private static async Task<int> MarkAllAsync(
        CommandScope scope, PersonId person, IQueryable<Notice> unread, NoticeMark? mark, DateTimeOffset seen, CancellationToken cancellationToken)
    {
        var count = await unread.CountAsync(cancellationToken);
        if (count == 0)
        {
            return 0;
        }
        if (mark is null)
        {
            scope.Db.NoticeMarks.Add(new() { PersonId = person, Until = seen });
        }
        else
        {
            mark.Until = seen;
        }
        await scope.Db.NoticeReads.Where(r => r.PersonId == person && r.Until <= seen).ExecuteDeleteAsync(cancellationToken);
        return count;
    }

    private static async Task<int> MarkSomeAsync(
        CommandScope scope, PersonId person, IQueryable<Notice> unread, IReadOnlyCollection<NoticeId> which, DateTimeOffset seen, CancellationToken cancellationToken)
    {
        var ids = which.Distinct().ToArray();
        var found = await unread.Where(n => EF.Parameter(ids).Contains(n.Id)).Select(n => n.Id).ToListAsync(cancellationToken);
        var earlier = await scope.Db.NoticeReads.Where(r => r.PersonId == person && EF.Parameter(ids).Contains(r.NoticeId)).ToDictionaryAsync(r => r.NoticeId, cancellationToken);
        foreach (var id in found)
        {
            if (earlier.TryGetValue(id, out var read))
            {
                read.Until = seen;
            }
            else
            {
                scope.Db.NoticeReads.Add(new() { NoticeId = id, PersonId = person, Until = seen });
            }
        }
        return found.Count;
    }
}
