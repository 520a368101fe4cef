using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Mail;
using Portal.Data.People;
using Portal.Data.Storage;

namespace Portal.Data.Notices.Digests;

/// <summary>
/// Mails people what was raised since their last mail: at most one an hour, or one in the morning where they are; nothing when there is
/// nothing. Run as often as one likes and by as many portals: a lock and what is noted under it make it happen once.
/// </summary>
/// <param name="commands">Runs each mail as one command.</param>
/// <param name="databases">Where contexts come from, to find whom to look at.</param>
/// <param name="mails">Words the mail.</param>
/// <param name="clock">The time.</param>
public sealed class SendNoticeDigests(CommandRunner commands, IDbContextFactory<GovernanceDb> databases, INoticeMails mails, TimeProvider clock)
{
    /// <summary>The hour of the reader's day for which the daily mail is.</summary>
    public const int Morning = 8;

    /// <summary>The most notices that a mail names.</summary>
    public const int MostNamed = 20;

    /// <summary>Mails everyone for whom it is time.</summary>
    /// <returns>How many mails were queued.</returns>
    public async Task<int> RunAsync(Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ManageNoticeRules);
        var sent = 0;
        foreach (var (person, rhythm, rules) in await CandidatesAsync(cancellationToken))
        {
            sent += await commands.RunAsync("notices.mail", by, Right.ManageNoticeRules, (scope, token) => MailAsync(scope, person, rhythm, rules, token), cancellationToken);
        }
        return sent;
    }

    /// <summary>The beginning of the hour, or the last morning in <paramref name="zone"/>, that is not after <paramref name="now"/>.</summary>
    public static DateTimeOffset SlotOf(MailRhythm rhythm, TimeZoneInfo zone, DateTimeOffset now)
    {
        if (rhythm == MailRhythm.Hourly)
        {
            return now.AddTicks(-(now.UtcTicks % TimeSpan.TicksPerHour));
        }
        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        var morning = local.Date.AddHours(Morning);
        if (morning > local)
        {
            morning = morning.AddDays(-1);
        }
        return new DateTimeOffset(morning, zone.GetUtcOffset(morning)).ToUniversalTime();
    }

    private async Task<List<(Person Person, MailRhythm Rhythm, NoticeRuleId[] Rules)>> CandidatesAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rules = await db.NoticeRules.AsNoTracking().Where(r => r.Mail != MailRhythm.None).ToListAsync(cancellationToken);
        var named = rules.SelectMany(r => r.Audience.People).Distinct().ToArray();
        var people = named.Length == 0 ? [] : await db.People.AsNoTracking().Where(p => p.IsActive && EF.Parameter(named).Contains(p.Id)).OrderBy(p => p.Id).ToListAsync(cancellationToken);
        var digests = await db.NoticeDigests.AsNoTracking().ToListAsync(cancellationToken);
        var found = new List<(Person, MailRhythm, NoticeRuleId[])>();
        foreach (var person in people)
        {
            foreach (var ofRhythm in rules.Where(r => r.Audience.People.Contains(person.Id)).GroupBy(r => r.Mail))
            {
                var ids = ofRhythm.Select(r => r.Id).ToArray();
                var slot = SlotOf(ofRhythm.Key, ZoneOf(person), clock.GetUtcNow());
                var digest = digests.Find(d => d.PersonId == person.Id && d.Rhythm == ofRhythm.Key);
                if (!(digest?.Slot >= slot) && await New(db, ids, digest, ofRhythm.Key, slot).AnyAsync(n => n.At <= slot, cancellationToken))
                {
                    found.Add((person, ofRhythm.Key, ids));
                }
            }
        }
        return found;
    }

    private async Task<int> MailAsync(CommandScope scope, Person person, MailRhythm rhythm, NoticeRuleId[] rules, CancellationToken cancellationToken)
    {
        await scope.Db.LockAsync($"notices.mail:{person.Id.Value}:{rhythm}", cancellationToken);
        var slot = SlotOf(rhythm, ZoneOf(person), scope.Now);
        var digest = await scope.Db.NoticeDigests.SingleOrDefaultAsync(d => d.PersonId == person.Id && d.Rhythm == rhythm, cancellationToken);
        var found = New(scope.Db, rules, digest, rhythm, slot);
        if (digest?.Slot >= slot || await found.MaxAsync(n => (long?)n.Sequence, cancellationToken) is not { } through)
        {
            return 0;
        }
        var total = await found.CountAsync(cancellationToken);
        var letter = new NoticeLetter(person.Name, person.TimeZone, rhythm, await RowsAsync(scope.Db, found, cancellationToken), total);
        var mail = await mails.WriteAsync(letter, cancellationToken);
        scope.Send(new OutboxMessage
        {
            ToPersonId = person.Id,
            ToAddress = person.Email,
            ToName = person.Name,
            Subject = mail.Subject,
            Html = mail.Html,
            Text = mail.Text,
            AboutKind = "notices",
            AboutId = slot.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            CreatedAt = scope.Now,
            NextAttemptAt = scope.Now,
        });
        if (digest is null)
        {
            scope.Db.NoticeDigests.Add(new() { PersonId = person.Id, Rhythm = rhythm, Slot = slot, Through = through });
        }
        else
        {
            (digest.Slot, digest.Through) = (slot, through);
        }
        scope.Record("notices.mail", new("person", person.Id.Value.ToString(), person.Name), after: new { rhythm, slot, Notices = total });
        return 1;
    }

    // By sequence and not by time: what a long import raised becomes visible late, with the time at which it began. Whoever was never mailed
    // starts with the last hour or day.
    private static IQueryable<Notice> New(GovernanceDb db, NoticeRuleId[] rules, NoticeDigest? digest, MailRhythm rhythm, DateTimeOffset slot)
    {
        var through = digest?.Through ?? 0;
        var since = digest is null ? slot - (rhythm == MailRhythm.Hourly ? TimeSpan.FromHours(1) : TimeSpan.FromDays(1)) : DateTimeOffset.UnixEpoch;
        return db.Notices.AsNoTracking().Where(n => EF.Parameter(rules).Contains(n.RuleId) && n.Sequence > through && n.At > since);
    }

    private static async Task<IReadOnlyList<NoticeRow>> RowsAsync(GovernanceDb db, IQueryable<Notice> found, CancellationToken cancellationToken)
    {
        var rows = await found
            .OrderByDescending(n => n.Sequence)
            .Take(MostNamed)
            .Join(db.NoticeRules, n => n.RuleId, r => r.Id, (n, r) => new { Notice = n, Rule = r.Name })
            .Join(db.Set<Sources.Source>(), t => t.Notice.SourceId, s => s.Id, (t, s) => new { t.Notice, t.Rule, Source = s.Name })
            .ToListAsync(cancellationToken);
        return [.. rows.OrderByDescending(t => t.Notice.Sequence).Select(t => NoticeRow.Of(t.Notice, t.Rule, t.Source, isRead: false))];
    }

    private static TimeZoneInfo ZoneOf(Person person) =>
        person.TimeZone is { } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;
}
