using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Mail;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Schedules;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews.Schedules;

/// <summary>Campaigns that start by the clock: each occurrence once, however many portals try, none missed, none twice.</summary>
public sealed class StartScheduledCampaignsTests
{
    private static readonly Caller Itself = Caller.System("schedules");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task It_starts_when_its_time_has_come_and_once(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        await SaveAsync(review, Weekly(review));

        Assert.Equal(0, await review.Portal.Get<StartScheduledCampaigns>().RunAsync(Itself, Token));
        review.Portal.Clock.Advance(TimeSpan.FromDays(7));
        await review.ImportAsync(ReviewCase.AllOfIt);
        Assert.Equal(1, await review.Portal.Get<StartScheduledCampaigns>().RunAsync(Itself, Token));
        Assert.Equal(0, await review.Portal.Get<StartScheduledCampaigns>().RunAsync(Itself, Token));

        await using var db = await review.Portal.OpenAsync();
        var campaign = await db.Campaigns.SingleAsync(Token);
        Assert.Equal((CampaignState.Active, review.Engineer.Person!.Value), (campaign.State, campaign.OwnerId));
        Assert.Equal(2, await db.OutboxMessages.CountAsync(Token));
        Assert.EndsWith(campaign.Occurrence[^10..], campaign.Name, StringComparison.Ordinal);
    }

    [Theory, OnEachEngine]
    public async Task Two_portals_start_what_was_missed_each_once(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        await SaveAsync(review, Weekly(review));
        review.Portal.Clock.Advance(TimeSpan.FromDays(21));
        await review.ImportAsync(ReviewCase.AllOfIt);
        await using var another = review.Portal.Another();

        for (var round = 0; round < 3; round++)
        {
            await Task.WhenAll(
                Task.Run(() => review.Portal.Get<StartScheduledCampaigns>().RunAsync(Itself, Token), Token),
                Task.Run(() => another.Get<StartScheduledCampaigns>().RunAsync(Itself, Token), Token));
        }

        await using var db = await review.Portal.OpenAsync();
        var campaigns = await db.Campaigns.ToListAsync(Token);
        Assert.Equal(3, campaigns.Count);
        Assert.Equal(3, campaigns.Select(c => c.Occurrence).Distinct(StringComparer.Ordinal).Count());
        Assert.All(campaigns, c => Assert.Equal(CampaignState.Active, c.State));
        Assert.Equal((9, 6), (await db.ReviewItems.CountAsync(Token), await db.OutboxMessages.CountAsync(Token)));
    }

    [Theory, OnEachEngine]
    public async Task What_was_cut_off_between_preparing_and_launching_goes_on(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await SaveAsync(review, Weekly(review));
        review.Portal.Clock.Advance(TimeSpan.FromDays(7));
        await review.ImportAsync(ReviewCase.AllOfIt);
        await using (var db = await review.Portal.OpenAsync())
        {
            var template = await db.CampaignTemplates.SingleAsync(t => t.Id == id, Token);
            var now = review.Portal.Clock.GetUtcNow();
            var draft = template.DraftOf(template.Pending(now).Single(), template.OwnerId, now);
            Assert.NotNull((await review.Portal.Get<CreateCampaign>().RunAsync(draft, Itself, Token)).Id);
        }

        await review.Portal.Get<StartScheduledCampaigns>().RunAsync(Itself, Token);

        await using var after = await review.Portal.OpenAsync();
        Assert.Equal(CampaignState.Active, (await after.Campaigns.SingleAsync(Token)).State);
    }

    [Theory, OnEachEngine]
    public async Task Switched_off_it_starts_nothing_and_switched_on_nothing_in_arrears(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var weekly = Weekly(review);
        var id = await SaveAsync(review, weekly with { IsActive = false });
        review.Portal.Clock.Advance(TimeSpan.FromDays(21));
        await review.ImportAsync(ReviewCase.AllOfIt);
        Assert.Equal(0, await review.Portal.Get<StartScheduledCampaigns>().RunAsync(Itself, Token));

        var saved = await review.Portal.Get<SaveCampaignTemplate>().UpdateAsync(id, 0, weekly, review.Engineer, Token);

        Assert.Equal(id, saved!.Id);
        Assert.Equal(0, await review.Portal.Get<StartScheduledCampaigns>().RunAsync(Itself, Token));
        Assert.True((await review.Portal.Get<SaveCampaignTemplate>().UpdateAsync(id, 0, weekly, review.Engineer, Token))!.IsChangedMeanwhile);
    }

    [Theory, OnEachEngine]
    public async Task A_source_that_blocks_shows_on_the_template_until_it_is_read_again_and_the_review_then_starts_by_itself(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await SaveAsync(review, Weekly(review));
        review.Portal.Clock.Advance(TimeSpan.FromDays(8));

        Assert.Equal(2, await review.Portal.Get<StartScheduledCampaigns>().RunAsync(Itself, Token));

        Assert.Contains("Incomplete", (await review.Portal.Get<CampaignTemplateQueries>().FindAsync(id, review.Engineer, Token))!.Problem, StringComparison.Ordinal);
        await using var db = await review.Portal.OpenAsync();
        Assert.Equal([CampaignState.BlockedIncomplete, CampaignState.BlockedIncomplete], await db.Campaigns.Select(c => c.State).ToListAsync(Token));

        Assert.Equal(0, await review.Portal.Get<StartScheduledCampaigns>().RunAsync(Itself, Token));
        Assert.Equal(2, await db.AuditEntries.CountAsync(e => e.Action == "campaign.collect", Token));
        await review.ImportAsync(ReviewCase.AllOfIt);
        Assert.Equal(0, await review.Portal.Get<StartScheduledCampaigns>().RunAsync(Itself, Token));

        Assert.Equal([CampaignState.Active, CampaignState.Active], await db.Campaigns.Select(c => c.State).ToListAsync(Token));
        Assert.Null((await review.Portal.Get<CampaignTemplateQueries>().FindAsync(id, review.Engineer, Token))!.Problem);
    }

    [Theory, OnEachEngine]
    public async Task A_template_that_makes_no_sense_is_refused_field_by_field(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var draft = new CampaignTemplateDraft(
            " ", "?risk=high", new(RecurrenceUnit.Weeks, 0, RecurrenceDay.Last, new DateOnly(1, 1, 1), new(9, 0), "Mars/Olympus"), 0, PersonId.New(), IsActive: true);

        var saved = await review.Portal.Get<SaveCampaignTemplate>().CreateAsync(draft, review.Engineer, Token);

        Assert.Equal(["anchor", "day", "dueDays", "every", "filter", "name", "ownerId", "timeZone"], saved.Problems.Keys.Order());
        await Assert.ThrowsAsync<AccessDeniedException>(() => review.Portal.Get<SaveCampaignTemplate>().CreateAsync(draft, review.AsOlga, Token));
    }

    private static CampaignTemplateDraft Weekly(ReviewCase review) => new(
        "Weekly review",
        string.Empty,
        new(RecurrenceUnit.Weeks, 1, RecurrenceDay.OfAnchor, DateOnly.FromDateTime(review.Portal.Clock.GetUtcNow().UtcDateTime.AddDays(1)), new(0, 30), "Europe/Berlin"),
        14,
        Owner: null,
        IsActive: true)
    {
        OwnersDecideAlone = true,
    };

    private static async Task<CampaignTemplateId> SaveAsync(ReviewCase review, CampaignTemplateDraft draft)
    {
        var saved = await review.Portal.Get<SaveCampaignTemplate>().CreateAsync(draft, review.Engineer, Token);
        Assert.Empty(saved.Problems);
        return saved.Id!.Value;
    }
}
