using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Audit.Chain;
using Portal.Data.Audit.Verification;
using Portal.Data.Changes;
using Portal.Data.Inventory;
using Portal.Data.Mail;
using Portal.Data.People;
using Portal.Data.Platforms;
using Portal.Data.Reviews;
using Portal.Data.Reviews.MicroReviews;
using Portal.Data.Timelines;
using Portal.Tests.Support;
using static Portal.Tests.Inventory.Imports.Export;
using static Portal.Tests.Reviews.MicroReviews.MicroReviewCase;

namespace Portal.Tests.Reviews.MicroReviews;

/// <summary>Small reviews that open when something happens: one for a burst, nothing lost, nothing twice.</summary>
public sealed class StartMicroReviewsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task Something_privileged_that_was_given_opens_one_review_about_it_alone_with_its_own_deadline(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.RuleAsync(MicroReviewTrigger.PrivilegedAdded);
        Assert.Equal(0, await review.OpenAsync());

        await review.GiveAsync(Policy("admin", Privileged), Policy("more-reading", ReviewCase.NarrowDocument));
        Assert.Equal(1, await review.OpenAsync());
        Assert.Equal(0, await review.OpenAsync());

        var rule = await review.RuleAsync(id);
        var campaign = await review.FindAsync(rule.LastReview!.Value);
        Assert.Equal((CampaignState.Active, review.Portal.Clock.GetUtcNow().AddDays(3)), (campaign.Row.State, campaign.Row.DueAt));
        Assert.Equal(["admin"], await review.AskedAsync(campaign.Row.Id));
        // Olga owns the agent alone, so she is not asked alone.
        Assert.Equal("SecurityEngineer", Assert.Single(review.Letters.All).ReviewerName);
        Assert.Equal((1, 0, 1), (rule.Occasions, rule.Waiting, rule.Reviews));
    }

    [Theory, OnEachEngine]
    public async Task It_shows_on_the_change_that_opened_it_on_the_campaign_and_on_the_timeline(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.RuleAsync(MicroReviewTrigger.PrivilegedAdded);
        await review.GiveAsync(Policy("admin", Privileged));
        await review.OpenAsync();

        var occasion = Assert.Single(await review.OccasionsAsync(id));
        var change = (await review.Portal.Get<ChangeQueries>().FindAsync(occasion.ChangeId!.Value, review.Engineer, Token))!;
        Assert.Equal((true, "Given: admin"), (change.IsSilent, change.Name));
        var queries = review.Portal.Get<MicroReviewQueries>();
        Assert.Equal(occasion.CampaignId, Assert.Single(await queries.OfChangeAsync(change.Id, review.Engineer, Token)).CampaignId);
        Assert.Equal(occasion, Assert.Single(await queries.OfCampaignAsync(occasion.CampaignId!.Value, review.Engineer, Token)));
        var timelines = review.Portal.Get<TimelineQueries>();
        var range = TimelineRange.Of(null, null, review.Portal.Clock.GetUtcNow());
        foreach (var timeline in new[]
        {
            await timelines.OfIdentityAsync(occasion.IdentityId, range, review.Engineer, Token), await timelines.OfAgentAsync(occasion.Agent!.Id, range, review.Engineer, Token),
        })
        {
            Assert.Contains(timeline.Marks, m => m.Kind == TimelineMarkKind.ReviewAsked && m.Text.StartsWith("The micro-review ", StringComparison.Ordinal));
        }
    }

    [Theory, OnEachEngine]
    public async Task A_burst_makes_one_review_and_what_comes_meanwhile_waits_for_the_next(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.RuleAsync(MicroReviewTrigger.PrivilegedAdded, gatherMinutes: 90);
        Grant[] burst = [.. Enumerable.Range(10, 40).Select(n => Policy($"admin-{n}", Privileged))];
        await review.GiveAsync(burst[..20]);
        Assert.Equal(0, await review.OpenAsync());
        await review.GiveAsync(burst);
        Assert.Equal(0, await review.OpenAsync());
        review.Portal.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(1, await review.OpenAsync());
        var first = (await review.RuleAsync(id)).LastReview!.Value;
        await review.GiveAsync([.. burst, Policy("late", Privileged)]);
        review.Portal.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await review.OpenAsync());
        Assert.Equal((41, 1, 1), Numbers(await review.RuleAsync(id)));
        Assert.Equal(40, (await review.AskedAsync(first)).Count);

        review.Portal.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(CampaignMoved.Done, await review.Portal.Get<CloseCampaign>().RunAsync(first, review.Engineer, Token));
        Assert.Equal(1, await review.OpenAsync());
        Assert.Equal((41, 0, 2), Numbers(await review.RuleAsync(id)));
        Assert.Equal(["late"], await review.AskedAsync((await review.RuleAsync(id)).LastReview!.Value));
    }

    [Theory, OnEachEngine]
    public async Task Two_portals_open_one_review(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.RuleAsync(MicroReviewTrigger.PrivilegedAdded);
        await review.GiveAsync([.. Enumerable.Range(0, 5).Select(n => Policy($"admin-{n}", Privileged))]);
        await using var another = review.Portal.Another();

        for (var round = 0; round < 3; round++)
        {
            await Task.WhenAll(
                Task.Run(() => review.OpenAsync(), Token),
                Task.Run(() => another.Get<StartMicroReviews>().RunAsync(Caller.System("another"), Token), Token));
        }

        await using var db = await review.Portal.OpenAsync();
        var campaign = await db.Campaigns.SingleAsync(Token);
        Assert.Equal(CampaignState.Active, campaign.State);
        Assert.Equal((5, 1), (await db.ReviewItems.CountAsync(Token), await db.OutboxMessages.CountAsync(Token)));
        Assert.Equal((5, 0, 1), Numbers(await review.RuleAsync(id)));
    }

    [Theory, OnEachEngine]
    public async Task What_was_cut_off_at_any_step_goes_on(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.RuleAsync(MicroReviewTrigger.PrivilegedAdded);
        await review.GiveAsync(Policy("admin", Privileged));
        await review.OpenAsync();
        foreach (var isPrepared in new[] { false, true })
        {
            // As it is after the review was begun, with and without its campaign prepared.
            await using (var db = await review.Portal.OpenAsync())
            {
                await db.ReviewItems.ExecuteDeleteAsync(Token);
                await db.ReviewNotices.ExecuteDeleteAsync(Token);
                await db.Campaigns.ExecuteDeleteAsync(Token);
                await db.MicroReviewOccasions.ExecuteUpdateAsync(set => set.SetProperty(o => o.CampaignId, (CampaignId?)null), Token);
                await db.MicroReviewRules.ExecuteUpdateAsync(set => set.SetProperty(r => r.CampaignId, (CampaignId?)null), Token);
                if (isPrepared)
                {
                    var rule = await db.MicroReviewRules.AsNoTracking().SingleAsync(Token);
                    var entitlement = await db.Entitlements.Where(e => e.Name == "admin").Select(e => e.Id).SingleAsync(Token);
                    var draft = rule.DraftOf(1, [entitlement], rule.OwnerId, review.Portal.Clock.GetUtcNow());
                    Assert.NotNull((await review.Portal.Get<CreateCampaign>().RunAsync(draft, review.Engineer, Token)).Id);
                }
            }

            Assert.Equal(1, await review.OpenAsync());

            await using var after = await review.Portal.OpenAsync();
            Assert.Equal(CampaignState.Active, (await after.Campaigns.SingleAsync(Token)).State);
            Assert.Equal((1, 0, 1), Numbers(await review.RuleAsync(id)));
        }
    }

    [Theory, OnEachEngine]
    public async Task More_than_was_attested_opens_a_review_about_that_and_a_revoke_does_not(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.RuleAsync(MicroReviewTrigger.BeyondAttested);
        var quarterly = await review.LaunchAsync();
        await review.DecideAsync(quarterly, DecisionKind.Attest);
        await review.DecideAsync(quarterly, DecisionKind.Attest, entitlement: "orders-read");
        await review.DecideAsync(quarterly, DecisionKind.Revoke, entitlement: "batch-read", by: review.AsBen);
        await review.AssessAsync();
        Assert.Equal(0, await review.OpenAsync());

        await review.GiveAsync(Policy("extra", Privileged), Policy("no-more", ReviewCase.NarrowDocument));
        await review.AssessAsync();
        Assert.Equal(1, await review.OpenAsync());

        Assert.Equal(["extra", "no-more"], await review.AskedAsync((await review.RuleAsync(id)).LastReview!.Value));
        var occasion = Assert.Single(await review.OccasionsAsync(id));
        Assert.Equal("Given: extra", (await review.Portal.Get<ChangeQueries>().FindAsync(occasion.ChangeId!.Value, review.Engineer, Token))!.Name);
    }

    [Theory, OnEachEngine]
    public async Task A_risk_that_is_reached_asks_about_all_that_the_identity_holds(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.RuleAsync(MicroReviewTrigger.RiskReached, 60);
        var identity = await IdentityAsync(review, "order-assistant");
        await review.Portal.StoreAsync(Risk(identity, 10, 59, review), Risk(identity, 60, 80, review));
        Assert.Equal(0, await review.OpenAsync());

        await review.Portal.StoreAsync(Risk(identity, 59, 60, review));

        Assert.Equal(1, await review.OpenAsync());
        Assert.Equal(["orders-everything", "orders-read"], await review.AskedAsync((await review.RuleAsync(id)).LastReview!.Value));
    }

    [Theory, OnEachEngine]
    public async Task An_owner_who_leaves_opens_a_review_of_their_agents_also_when_the_heir_confirmed_meanwhile(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.RuleAsync(MicroReviewTrigger.OwnerLeft);
        using var people = new StringReader("email,name,status,manager\nolga@example.com,Olga Owner,left,\n");
        await review.Portal.Get<ImportPeople>().RunAsync(people, Caller.System("tests"), Token);

        Assert.Equal(1, await review.OpenAsync());
        Assert.Equal(0, await review.OpenAsync());

        Assert.Equal(["orders-everything", "orders-read"], await review.AskedAsync((await review.RuleAsync(id)).LastReview!.Value));
        Assert.Contains("Olga Owner left", Assert.Single(await review.OccasionsAsync(id)).Why, StringComparison.Ordinal);
    }

    [Theory, OnEachEngine]
    public async Task Days_without_use_open_a_review_once_and_unknown_use_none(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var identity = await IdentityAsync(review, "order-assistant");
        var used = review.Portal.Clock.GetUtcNow();
        await using (var db = await review.Portal.OpenAsync())
        {
            await db.Identities.Where(i => i.Id == identity).ExecuteUpdateAsync(set => set.SetProperty(i => i.LastUsedAt, used), Token);
        }
        var id = await review.RuleAsync(MicroReviewTrigger.Dormant, 5);
        review.Portal.Clock.Advance(TimeSpan.FromDays(4));
        Assert.Equal(0, await review.OpenAsync());
        review.Portal.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(1, await review.OpenAsync());
        review.Portal.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await review.OpenAsync());
        Assert.Equal(used.AddDays(5), Assert.Single(await review.OccasionsAsync(id)).At, TimeSpan.FromMilliseconds(1));
    }

    [Theory, OnEachEngine]
    public async Task A_source_that_blocks_is_said_and_tried_again_once_it_was_read_again(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.RuleAsync(MicroReviewTrigger.PrivilegedAdded);
        await review.GiveAsync(Policy("admin", Privileged));
        review.Portal.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Equal(1, await review.OpenAsync());
        var blocked = await review.RuleAsync(id);
        Assert.Equal(CampaignState.BlockedIncomplete, blocked.LastReviewState);
        Assert.Contains("too old", blocked.Problem, StringComparison.Ordinal);
        await review.OpenAsync();
        await using (var db = await review.Portal.OpenAsync())
        {
            Assert.Equal(1, await db.AuditEntries.CountAsync(e => e.Action == "campaign.collect", Token));
        }

        await review.GiveAsync(Policy("admin", Privileged));
        await review.OpenAsync();

        var rule = await review.RuleAsync(id);
        Assert.Equal((CampaignState.Active, null), (rule.LastReviewState, rule.Problem));
    }

    [Theory, OnEachEngine]
    public async Task What_could_not_be_asked_before_the_deadline_is_asked_by_the_next_review(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.RuleAsync(MicroReviewTrigger.PrivilegedAdded);
        await review.GiveAsync(Policy("admin", Privileged));
        review.Portal.Clock.Advance(TimeSpan.FromDays(8));
        await review.OpenAsync();
        var first = (await review.RuleAsync(id)).LastReview!.Value;
        review.Portal.Clock.Advance(TimeSpan.FromDays(4));
        await review.GiveAsync(Policy("admin", Privileged));

        Assert.Equal(1, await review.OpenAsync());

        var rule = await review.RuleAsync(id);
        Assert.Equal((CampaignState.Active, 2), (rule.LastReviewState, rule.Reviews));
        Assert.Equal(["admin"], await review.AskedAsync(rule.LastReview!.Value));
        Assert.Equal(CampaignState.Cancelled, (await review.FindAsync(first)).Row.State);
    }

    [Theory, OnEachEngine]
    public async Task What_is_gone_before_anybody_was_asked_needs_no_review(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.RuleAsync(MicroReviewTrigger.PrivilegedAdded, gatherMinutes: 90);
        await review.GiveAsync(Policy("admin", Privileged));
        await review.OpenAsync();
        await review.GiveAsync();
        review.Portal.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(0, await review.OpenAsync());

        Assert.Equal((1, 0, 0), Numbers(await review.RuleAsync(id)));
        Assert.NotNull(Assert.Single(await review.OccasionsAsync(id)).SettledAt);
    }

    [Theory, OnEachEngine]
    public async Task The_record_tells_of_every_step_and_a_rule_or_what_set_it_off_that_is_changed_past_it_is_found(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.RuleAsync(MicroReviewTrigger.PrivilegedAdded);
        var gone = await review.RuleAsync(MicroReviewTrigger.OwnerLeft);
        await review.GiveAsync(Policy("admin", Privileged));
        await review.OpenAsync();
        Assert.True(await review.Portal.Get<DeleteMicroReviewRule>().RunAsync(gone, review.Engineer, Token));
        Assert.False(await review.Portal.Get<DeleteMicroReviewRule>().RunAsync(gone, review.Engineer, Token));
        Assert.Empty(await FindingsAsync(review));

        await using var db = await review.Portal.OpenAsync();
        await db.MicroReviewOccasions.ExecuteDeleteAsync(Token);
        Assert.Contains(await FindingsAsync(review), f => f.Problem.Contains($"{id.Value}", StringComparison.Ordinal));
        await db.MicroReviewRules.ExecuteUpdateAsync(set => set.SetProperty(r => r.DueDays, 30), Token);
        Assert.Contains(await FindingsAsync(review), f => f.Problem.Contains("dueDays", StringComparison.Ordinal));
    }

    private static (int Occasions, int Waiting, int Reviews) Numbers(MicroReviewRuleRow rule) => (rule.Occasions, rule.Waiting, rule.Reviews);

    private static async Task<IReadOnlyList<Finding>> FindingsAsync(ReviewCase review) =>
        [.. (await review.Portal.Get<VerifyRecord>().RunAsync([], checkpointFile: null, Caller.System("tests"), Token)).Findings.Where(f => f.Problem.Contains("micro-review", StringComparison.Ordinal))];

    private static RiskChange Risk(IdentityId identity, int from, int to, ReviewCase review) => new() { IdentityId = identity, At = review.Portal.Clock.GetUtcNow(), From = from, To = to, Came = [], Went = [] };

    private static async Task<IdentityId> IdentityAsync(ReviewCase review, string name)
    {
        await using var db = await review.Portal.OpenAsync();
        return await db.Identities.Where(i => i.Name == name).Select(i => i.Id).SingleAsync(Token);
    }
}
