using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Mail;
using Portal.Data.People;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Notices;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews.Notices;

/// <summary>Reminders: to whom, how often, and once although several portals try.</summary>
public sealed class RemindReviewersTests
{
    private static readonly Caller Job = Caller.System("reminders");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task Through_a_campaign_each_reviewer_with_open_items_hears_of_it_four_times(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        await review.LaunchAsync();

        // Twenty days, looked at every ten minutes of a morning and again at night.
        for (var day = 0; day < 20; day++)
        {
            for (var run = 0; run < 4; run++)
            {
                await RunAsync(review);
                review.Portal.Clock.Advance(run < 3 ? TimeSpan.FromMinutes(10) : TimeSpan.FromMinutes(24 * 60 - 30));
            }
        }

        var reminders = Reminders(review, "Olga Owner");
        Assert.Equal([NoticeKind.SevenDaysLeft, NoticeKind.ThreeDaysLeft, NoticeKind.OneDayLeft, NoticeKind.Overdue], reminders.Select(l => l.Kind));
        Assert.Equal([7, 3, 1, -1], reminders.Select(l => DayOf(l.DueAt) - DayOf(l.At)));
        Assert.Equal(4, Reminders(review, "Ben Batch").Count);
        await using var db = await review.Portal.OpenAsync();
        Assert.Equal(2 + 8, await db.OutboxMessages.CountAsync(Token));
        Assert.Equal(8, await db.AuditEntries.CountAsync(e => e.Action == "review.remind", Token));
    }

    [Theory, OnEachEngine]
    public async Task Whoever_answered_everything_is_left_alone_and_the_rest_is_counted_anew(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();
        await review.DecideAsync(id, DecisionKind.Attest, "Needed.", "batch-read", review.AsBen);
        await review.DecideAsync(id, DecisionKind.Revoke);
        review.Portal.Clock.Advance(TimeSpan.FromDays(7));

        Assert.Equal(1, await RunAsync(review));

        var letter = Assert.Single(Reminders(review, "Olga Owner"));
        Assert.Equal((1, "orders-read"), (letter.OpenItems, Assert.Single(letter.Riskiest).Entitlement));
        Assert.Empty(Reminders(review, "Ben Batch"));
    }

    [Theory, OnEachEngine]
    public async Task Several_portals_at_once_send_one_mail_each(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        await review.LaunchAsync();
        review.Portal.Clock.Advance(TimeSpan.FromDays(7));

        var queued = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => RunAsync(review), Token)));

        Assert.Equal(2, queued.Sum());
        await using var db = await review.Portal.OpenAsync();
        Assert.Equal(2 + 2, await db.OutboxMessages.CountAsync(Token));
        Assert.Equal(2, await db.ReviewDigests.CountAsync(Token));
    }

    [Theory, OnEachEngine]
    public async Task Several_campaigns_are_one_mail_a_day(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        await review.LaunchAsync("First", days: 14);
        await review.LaunchAsync("Second", days: 10);
        review.Portal.Clock.Advance(TimeSpan.FromDays(7));

        Assert.Equal(2, await RunAsync(review));
        Assert.Equal(0, await RunAsync(review));

        Assert.Equal([("Second", NoticeKind.ThreeDaysLeft), ("First", NoticeKind.SevenDaysLeft)], Reminders(review, "Olga Owner").Select(l => (l.CampaignName, l.Kind)));
        await using var db = await review.Portal.OpenAsync();
        Assert.Single(await db.OutboxMessages.Where(m => m.ToPersonId == review.Olga.Id && m.AboutKind == "person").ToListAsync(Token));
    }

    [Theory, OnEachEngine]
    public async Task Whoever_was_just_asked_is_not_reminded_the_same_day(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        await review.LaunchAsync(days: 5);
        review.Portal.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(0, await RunAsync(review));
        review.Portal.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(2, await RunAsync(review));

        Assert.Equal(NoticeKind.ThreeDaysLeft, Assert.Single(Reminders(review, "Olga Owner")).Kind);
    }

    [Theory, OnEachEngine]
    public async Task Nobody_is_reminded_at_night_or_after_they_left_or_of_what_ended(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        await using (var db = await review.Portal.OpenAsync())
        {
            await db.People.Where(p => p.Id == review.Olga.Id).ExecuteUpdateAsync(update => update.SetProperty(p => p.TimeZone, "America/New_York"), Token);
        }
        var id = await review.LaunchAsync();
        review.Portal.Clock.Advance(TimeSpan.FromDays(7));
        review.Portal.Clock.SetUtcNow(new(review.Portal.Clock.GetUtcNow().Date.AddDays(1).AddHours(11), TimeSpan.Zero));
        await using (var db = await review.Portal.OpenAsync())
        {
            await db.People.Where(p => p.Id == review.Ben.Id).ExecuteUpdateAsync(update => update.SetProperty(p => p.IsActive, false), Token);
        }
        // Seven in the morning in New York; Ben left.
        Assert.Equal(0, await RunAsync(review));
        review.Portal.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, await RunAsync(review));

        await review.Portal.Get<CancelCampaign>().RunAsync(id, "Wrong agents.", review.Engineer, Token);
        review.Portal.Clock.Advance(TimeSpan.FromDays(4));
        Assert.Equal(0, await RunAsync(review));
    }

    [Theory, OnEachEngine]
    public async Task Reminding_is_for_those_who_run_campaigns(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);

        await Assert.ThrowsAsync<AccessDeniedException>(() => review.Portal.Get<RemindReviewers>().RunAsync(review.AsOlga, Token));
    }

    private static Task<int> RunAsync(ReviewCase review) => review.Portal.Get<RemindReviewers>().RunAsync(Job, Token);

    private static int DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime).DayNumber;

    private static List<ReviewLetter> Reminders(ReviewCase review, string name) =>
        [.. review.Letters.All.Where(l => l.ReviewerName == name)
            .Where(l => l.Kind is NoticeKind.SevenDaysLeft or NoticeKind.ThreeDaysLeft or NoticeKind.OneDayLeft or NoticeKind.Overdue)];
}
