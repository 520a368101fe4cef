using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Mail;
using Portal.Data.People;
using Portal.Data.Reviews.Pauses;
using Portal.Data.Reviews.Stages;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Notices;

/// <summary>
/// Reminds reviewers who still have open items: one mail a day about all of their campaigns, from the morning on where they are. What it says
/// is read when it is queued. Run as often as one likes and by as many portals: the database's keys make it happen once.
/// </summary>
/// <param name="commands">Runs each reminder as one command.</param>
/// <param name="databases">Where contexts come from, to find whom to look at.</param>
/// <param name="notices">Writes the mail.</param>
/// <param name="clock">The time.</param>
public sealed class RemindReviewers(
    CommandRunner commands, IDbContextFactory<GovernanceDb> databases, ReviewNotices notices, TimeProvider clock)
{
    /// <summary>The hour of the reviewer's day from which on they are reminded.</summary>
    public const int FromHour = 8;

    // A week, and what zones and the hour of the due date may add to it.
    private const int LooksAheadDays = 9;

    /// <summary>Reminds everyone who is to be reminded now.</summary>
    /// <returns>How many mails were queued.</returns>
    /// <exception cref="AccessDeniedException">The caller may not run campaigns.</exception>
    public async Task<int> RunAsync(Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ManageCampaigns);
        var reminded = 0;
        foreach (var reviewer in await CandidatesAsync(cancellationToken))
        {
            if (TimeZoneInfo.ConvertTime(clock.GetUtcNow(), ZoneOf(reviewer)).Hour >= FromHour)
            {
                reminded += await commands.RunAsync("review.remind", by, Right.ManageCampaigns, (scope, token) => RemindAsync(scope, reviewer, token), cancellationToken);
            }
        }
        return reminded;
    }

    private async Task<List<Person>> CandidatesAsync(CancellationToken cancellationToken)
    {
        var until = clock.GetUtcNow().AddDays(LooksAheadDays);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var campaigns = db.Campaigns.Where(c => c.State == CampaignState.Active && c.DueAt <= until);
        var open = db.ReviewItems.Where(i => i.State == ReviewItemState.Open && campaigns.Any(c => c.Id == i.CampaignId));
        var votes = db.ReviewVotes.Where(v => v.Kind == null && open.Any(i => i.Id == v.ItemId && i.Stage == v.Stage));
        return await db.People.AsNoTracking()
            .Where(p => p.IsActive && (open.Any(i => !i.IsByVotes && i.ReviewerId == p.Id) || votes.Any(v => v.ReviewerId == p.Id)))
            .OrderBy(p => p.Id)
            .ToListAsync(cancellationToken);
    }

    private async Task<int> RemindAsync(CommandScope scope, Person reviewer, CancellationToken cancellationToken)
    {
        var zone = ZoneOf(reviewer);
        var digest = new ReviewDigest
        {
            ReviewerId = reviewer.Id,
            Day = ReminderStage.DayOf(scope.Now, zone),
            MessageId = OutboxMessageId.New(),
            At = scope.Now,
        };
        // Whoever comes second waits here for the first and then leaves. Without a mail the row goes with the transaction.
        if (await scope.Db.BulkInsertAsync([digest], skipExisting: true, cancellationToken) == 0)
        {
            return 0;
        }
        var due = new List<(Campaign, NoticeKind)>();
        foreach (var campaign in await OpenCampaignsAsync(scope.Db, reviewer.Id, scope.Now, cancellationToken))
        {
            if (ReminderStage.Of(campaign.DueAt, zone, scope.Now) is { } stage
                && !await WasToldSinceAsync(scope.Db, campaign.Id, reviewer.Id, stage.Since, zone, cancellationToken))
            {
                due.Add((campaign, stage.Kind));
            }
        }
        if (due.Count == 0)
        {
            return 0;
        }
        await notices.RemindAsync(scope, reviewer, due, digest.MessageId, cancellationToken);
        scope.Record(
            "review.remind",
            new("person", reviewer.Id.Value.ToString(), reviewer.Name),
            after: new { digest.Day, Campaigns = due.Select(d => new { d.Item1.Id, Kind = d.Item2 }) });
        return 1;
    }

    private static Task<List<Campaign>> OpenCampaignsAsync(GovernanceDb db, PersonId reviewer, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var open = db.WaitingFor(reviewer).NotPaused(db, reviewer, now);
        return db.Campaigns.AsNoTracking()
            .Where(c => c.State == CampaignState.Active && open.Any(i => i.CampaignId == c.Id))
            .OrderBy(c => c.DueAt).ThenBy(c => c.Id)
            .ToListAsync(cancellationToken);
    }

    private static async Task<bool> WasToldSinceAsync(
        GovernanceDb db, CampaignId campaign, PersonId reviewer, DateOnly since, TimeZoneInfo zone, CancellationToken cancellationToken) =>
        await db.ReviewNotices
            .Where(n => n.CampaignId == campaign && n.ReviewerId == reviewer)
            .MaxAsync(n => (DateTimeOffset?)n.At, cancellationToken) is { } last
        && ReminderStage.DayOf(last, zone) >= since;

    private static TimeZoneInfo ZoneOf(Person person) =>
        person.TimeZone is { } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;
}
