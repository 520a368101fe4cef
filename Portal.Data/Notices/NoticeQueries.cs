using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Lists;
using Portal.Data.Storage;

namespace Portal.Data.Notices;

/// <summary>Reads the notices that somebody is told: those of the rules that name them or a role of theirs. Programs, which are nobody, see all.</summary>
/// <param name="databases">Where contexts come from.</param>
public sealed class NoticeQueries(IDbContextFactory<GovernanceDb> databases)
{
    /// <summary>Unread notices are counted up to this.</summary>
    public const int MostCounted = 100;

    /// <summary>One page, newest first.</summary>
    public async Task<Page<NoticeRow>> ListAsync(NoticeFilter filter, PageRequest page, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadNotices);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rules = (await RulesAsync(db, by, cancellationToken)).Where(r => filter.Rule is null || r.Key == filter.Rule).ToDictionary(r => r.Key, r => r.Value);
        var notices = Of(db, rules.Keys);
        if (filter.Unread is { } unread)
        {
            notices = unread ? await UnreadAsync(db, notices, by, cancellationToken) : await ReadAsync(db, notices, by, cancellationToken);
        }
        var found = await notices
            .SortedBy(n => n.LastAt, n => n.Id, descending: true, Cursor.Read<DateTimeOffset>(page.After))
            .Take(page.Limit + 1)
            .Join(db.Set<Sources.Source>(), n => n.SourceId, s => s.Id, (n, s) => new { Notice = n, Source = s.Name })
            .ToListAsync(cancellationToken);
        var shown = found.Select(f => f.Notice).OrderByDescending(n => n.LastAt).ThenByDescending(n => n.Id).Take(page.Limit).ToList();
        var read = await KnownAsync(db, shown, by, cancellationToken);
        var sources = found.ToDictionary(f => f.Notice.Id, f => f.Source);
        return new(
            shown.ConvertAll(n => NoticeRow.Of(n, rules[n.RuleId], sources[n.Id], read.Contains(n.Id))),
            found.Count > page.Limit ? Cursor.Write(shown[^1].LastAt, shown[^1].Id.Value) : null);
    }

    /// <summary>How many are unread, at most <see cref="MostCounted"/>.</summary>
    public async Task<int> CountUnreadAsync(Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadNotices);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rules = await RulesAsync(db, by, cancellationToken);
        return rules.Count == 0
            ? 0
            : await (await UnreadAsync(db, Of(db, rules.Keys), by, cancellationToken)).OrderByDescending(n => n.LastAt).Take(MostCounted).CountAsync(cancellationToken);
    }

    /// <summary>The names of the rules that tell <paramref name="by"/>.</summary>
    internal static async Task<Dictionary<NoticeRuleId, string>> RulesAsync(GovernanceDb db, Caller by, CancellationToken cancellationToken)
    {
        var rules = await db.NoticeRules.AsNoTracking().Select(r => new { r.Id, r.Name, r.Audience }).ToListAsync(cancellationToken);
        return rules.Where(r => by.Person is null || r.Audience.Includes(by)).ToDictionary(r => r.Id, r => r.Name);
    }

    /// <summary>The notices of some rules.</summary>
    internal static IQueryable<Notice> Of(GovernanceDb db, IEnumerable<NoticeRuleId> rules)
    {
        var ids = rules.ToArray();
        return db.Notices.AsNoTracking().Where(n => EF.Parameter(ids).Contains(n.RuleId));
    }

    private static async Task<IQueryable<Notice>> UnreadAsync(GovernanceDb db, IQueryable<Notice> notices, Caller by, CancellationToken cancellationToken)
    {
        var mark = await MarkAsync(db, by, cancellationToken);
        var person = by.Person ?? default;
        var reads = db.NoticeReads.Where(r => r.PersonId == person);
        return notices.Where(n => n.LastAt > mark && !reads.Any(r => r.NoticeId == n.Id && r.Until >= n.LastAt));
    }

    private static async Task<IQueryable<Notice>> ReadAsync(GovernanceDb db, IQueryable<Notice> notices, Caller by, CancellationToken cancellationToken)
    {
        var mark = await MarkAsync(db, by, cancellationToken);
        var person = by.Person ?? default;
        var reads = db.NoticeReads.Where(r => r.PersonId == person);
        return notices.Where(n => n.LastAt <= mark || reads.Any(r => r.NoticeId == n.Id && r.Until >= n.LastAt));
    }

    private static async Task<HashSet<NoticeId>> KnownAsync(GovernanceDb db, List<Notice> shown, Caller by, CancellationToken cancellationToken)
    {
        var mark = await MarkAsync(db, by, cancellationToken);
        var (ids, person) = (shown.Select(n => n.Id).ToArray(), by.Person ?? default);
        var reads = await db.NoticeReads.AsNoTracking()
            .Where(r => r.PersonId == person && EF.Parameter(ids).Contains(r.NoticeId))
            .ToDictionaryAsync(r => r.NoticeId, r => r.Until, cancellationToken);
        return [.. shown.Where(n => n.LastAt <= mark || (reads.TryGetValue(n.Id, out var until) && until >= n.LastAt)).Select(n => n.Id)];
    }

    private static async Task<DateTimeOffset> MarkAsync(GovernanceDb db, Caller by, CancellationToken cancellationToken) =>
        by.Person is { } person && await db.NoticeMarks.Where(m => m.PersonId == person).Select(m => (DateTimeOffset?)m.Until).SingleOrDefaultAsync(cancellationToken) is { } until
            ? until
            : DateTimeOffset.UnixEpoch;
}
