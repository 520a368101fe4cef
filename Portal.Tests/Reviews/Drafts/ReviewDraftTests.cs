using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Audit.Verification;
using Portal.Data.People;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Drafts;
using Portal.Data.Reviews.Stages;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews.Drafts;

/// <summary>What reviewers mean to answer: kept, looked at, submitted as one batch, or lost with the item.</summary>
public sealed class ReviewDraftTests
{
    private const string Narrow = "orders-read";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task A_draft_decides_nothing_and_only_its_writer_sees_it(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();

        var saved = await DraftAsync(review, id, DecisionKind.Revoke, "Far too wide.");

        Assert.Equal((Decided.Recorded, 1, 0), (saved.Outcome, saved.Saved, saved.Dropped));
        Assert.Equal((ReviewItemState.Open, 0), (await review.ItemAsync(id) is var item ? (item.State, item.Revision) : default));
        var sheet = await review.Portal.Get<ReviewQueries>().FindSheetAsync(id, after: null, review.AsOlga, Token);
        var row = sheet!.Agents.SelectMany(a => a.Items).Single(i => i.Id == item.Id);
        Assert.Equal((1, DecisionKind.Revoke, "Far too wide.", false), (sheet.Review.Drafts, row.Draft!.Kind, row.Draft.Justification, row.Draft.IsStale));
        Assert.Equal(2, sheet.Review.Open);
        Assert.Null(await review.Portal.Get<ReviewDraftQueries>().FindAsync(id, review.Engineer, Token));
        Assert.Empty((await review.Portal.Get<ReviewDraftQueries>().FindAsync(id, review.AsBen, Token))!.Items);
        await using var db = await review.Portal.OpenAsync();
        var entry = await db.AuditEntries.SingleAsync(e => e.Action == "review.draft", Token);
        Assert.DoesNotContain("wide", entry.After, StringComparison.Ordinal);
    }

    [Theory, OnEachEngine]
    public async Task All_that_is_ready_is_submitted_at_once_and_the_rest_stays_a_draft(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();
        await DraftAsync(review, id, DecisionKind.Revoke, "  ");
        await DraftAsync(review, id, DecisionKind.Attest, string.Empty, Narrow);
        var (wide, narrow) = (await review.ItemAsync(id), await review.ItemAsync(id, Narrow));
        var summary = (await review.Portal.Get<ReviewDraftQueries>().FindAsync(id, review.AsOlga, Token))!;
        Assert.Equal([(wide.Id, Decided.ReasonMissing, false), (narrow.Id, Decided.Recorded, true)], summary.Items.Select(i => (i.Id, i.Foreseen!.Value, i.IsReady)));

        var submitted = await SubmitAsync(review, id);

        Assert.Equal((1, 0), (submitted.Recorded, submitted.WithoutAnswer));
        Assert.Equal([new(wide.Id, Decided.ReasonMissing)], submitted.Refused);
        Assert.Equal((ReviewItemState.Open, ReviewItemState.Attested), ((await review.ItemAsync(id)).State, (await review.ItemAsync(id, Narrow)).State));
        Assert.Equal([wide.Id], await DraftsAsync(review));
        await using (var db = await review.Portal.OpenAsync())
        {
            // What is not ready was never given, so there is no refusal to record.
            Assert.Equal(["review.attest", "review.submit"], await db.AuditEntries.Where(e => e.ActorId == review.AsOlga.Id && e.Action != "review.draft").OrderBy(e => e.Sequence).Select(e => e.Action).ToListAsync(Token));
            Assert.Equal(0, await db.AuditEntries.CountAsync(e => e.Outcome == AuditOutcome.Refused, Token));
            Assert.Equal(DecisionChannel.Page, (await db.Decisions.SingleAsync(Token)).Channel);
        }

        await DraftAsync(review, id, DecisionKind.Revoke, "Far too wide.");
        Assert.Equal(1, (await SubmitAsync(review, id)).Recorded);
        Assert.Equal(ReviewItemState.Revoked, (await review.ItemAsync(id)).State);
        await review.RemediationAsync();
        Assert.Empty(await DraftsAsync(review));
        await AssertRecordedAsync(review);
    }

    [Theory, OnEachEngine]
    public async Task Submitting_twice_at_once_answers_once(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();
        await DraftAsync(review, id, DecisionKind.Revoke, "Far too wide.");
        await DraftAsync(review, id, DecisionKind.Attest, string.Empty, Narrow);

        var submitted = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => SubmitAsync(review, id)));

        Assert.Equal(2, submitted.Sum(s => s.Recorded));
        await using var db = await review.Portal.OpenAsync();
        Assert.Equal(2, await db.Decisions.CountAsync(Token));
        Assert.Equal(1, await db.Remediations.CountAsync(Token));
    }

    [Theory, OnEachEngine]
    public async Task A_draft_of_what_was_answered_since_says_so_and_is_not_submitted(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();
        await DraftAsync(review, id, DecisionKind.Revoke, "Nobody uses it.", Narrow);
        await review.DecideAsync(id, DecisionKind.Attest, "Needed.", Narrow);

        var draft = Assert.Single((await review.Portal.Get<ReviewDraftQueries>().FindAsync(id, review.AsOlga, Token))!.Items);
        Assert.Equal((true, Decided.ChangedMeanwhile), (draft.Draft.IsStale, draft.Foreseen!.Value));
        Assert.Equal([Decided.ChangedMeanwhile], (await SubmitAsync(review, id)).Refused.Select(r => r.Outcome));

        Assert.Equal(ReviewItemState.Attested, (await review.ItemAsync(id, Narrow)).State);
        await DraftAsync(review, id, DecisionKind.Revoke, "Nobody uses it.", Narrow);
        Assert.Equal(1, (await SubmitAsync(review, id)).Recorded);
        Assert.Equal(ReviewItemState.Revoked, (await review.ItemAsync(id, Narrow)).State);
        await using var db = await review.Portal.OpenAsync();
        Assert.Equal([DecisionKind.Attest, DecisionKind.Revoke], await db.Decisions.OrderBy(d => d.Id).Select(d => d.Kind).ToListAsync(Token));
    }

    [Theory, OnEachEngine]
    public async Task Drafts_of_items_of_others_are_not_kept(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();

        var saved = await DraftAsync(review, id, DecisionKind.Revoke, "Mine now.", by: review.AsBen);

        Assert.Equal((Decided.AlreadySo, 0), (saved.Outcome, saved.Saved));
        Assert.Equal([(await review.ItemAsync(id)).Id], saved.NotTheirs);
        Assert.Empty(await DraftsAsync(review));
    }

    [Theory, OnEachEngine]
    public async Task An_empty_draft_takes_the_earlier_one_away_and_all_can_be_thrown_away(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();
        await DraftAsync(review, id, kind: null, "I still have to ask.", Narrow);
        Assert.Equal((0, 1), (await SubmitAsync(review, id) is var submitted ? (submitted.Recorded, submitted.WithoutAnswer) : default));
        await DraftAsync(review, id, DecisionKind.Revoke, "Far too wide.");

        Assert.Equal(1, (await DraftAsync(review, id, kind: null, string.Empty)).Dropped);

        Assert.Equal([(await review.ItemAsync(id, Narrow)).Id], await DraftsAsync(review));
        Assert.Equal(0, await review.Portal.Get<DiscardReviewDrafts>().RunAsync(id, review.AsBen, Token));
        Assert.Equal(1, await review.Portal.Get<DiscardReviewDrafts>().RunAsync(id, review.AsOlga, Token));
        Assert.Empty(await DraftsAsync(review));
    }

    [Theory, OnEachEngine]
    public async Task Whoever_leaves_leaves_no_drafts(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();
        await DraftAsync(review, id, DecisionKind.Revoke, "Far too wide.");
        await DraftAsync(review, id, DecisionKind.Attest, string.Empty, "batch-read", review.AsBen);

        await review.Portal.Get<ImportPeople>().RunAsync(new StringReader("email,name,status,manager\nolga@example.com,Olga Owner,left,\n"), Caller.System("tests"), Token);

        Assert.Equal([(await review.ItemAsync(id, "batch-read")).Id], await DraftsAsync(review));
    }

    [Theory, OnEachEngine]
    public async Task Whoever_loses_an_item_loses_its_draft(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();
        await DraftAsync(review, id, DecisionKind.Attest, "Needed.");
        await DraftAsync(review, id, DecisionKind.Attest, string.Empty, Narrow);

        await review.DecideAsync(id, DecisionKind.NotMine, string.Empty);

        Assert.Equal([(await review.ItemAsync(id, Narrow)).Id], await DraftsAsync(review));
    }

    [Theory, OnEachEngine]
    public async Task A_stage_that_is_over_takes_the_drafts_of_the_others_with_it(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var first = A.ReviewStage() with { Rule = new ReviewerRule(ReviewerRuleKind.People) { People = [review.Olga.Id, review.Ben.Id] }, Asked = 2 };
        var id = await review.LaunchAsync(stages: [first with { Strategy = VoteStrategy.AnyAcceptAccepts }, A.ReviewStage(ReviewerRuleKind.CampaignOwner)]);
        await DraftAsync(review, id, DecisionKind.Revoke, "Far too wide.", by: review.AsBen);
        Assert.Single(await DraftsAsync(review));

        await DraftAsync(review, id, DecisionKind.Attest, "Needed.");
        Assert.Equal(1, (await SubmitAsync(review, id)).Recorded);

        Assert.Equal(1, (await review.ItemAsync(id)).Stage);
        Assert.Empty(await DraftsAsync(review));
    }

    [Theory, OnEachEngine]
    public async Task While_votes_are_gathered_the_votes_of_others_make_no_draft_stale(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var stage = A.ReviewStage() with { Rule = new ReviewerRule(ReviewerRuleKind.People) { People = [review.Olga.Id, review.Ben.Id] }, Asked = 2, Strategy = VoteStrategy.AllMustAccept, Quorum = 2 };
        var id = await review.LaunchAsync(stages: [stage]);
        await DraftAsync(review, id, DecisionKind.Attest, "Needed.", by: review.AsBen);

        await review.DecideAsync(id, DecisionKind.Attest, "Needed.");

        Assert.Equal(1, (await SubmitAsync(review, id, review.AsBen)).Recorded);
        Assert.Equal(ReviewItemState.Attested, (await review.ItemAsync(id)).State);
    }

    [Theory, OnEachEngine]
    public async Task A_campaign_that_ends_keeps_no_drafts_and_takes_none(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();
        await DraftAsync(review, id, DecisionKind.Attest, "Needed.");
        review.Portal.Clock.Advance(TimeSpan.FromDays(15));

        await review.Portal.Get<CloseCampaign>().RunAsync(id, review.Engineer, Token);

        Assert.Empty(await DraftsAsync(review));
        Assert.Equal(Decided.NotOpen, (await DraftAsync(review, id, DecisionKind.Attest, "Needed.")).Outcome);
        Assert.Empty(await DraftsAsync(review));
        await review.ImportAsync(ReviewCase.AllOfIt);
        var given = await review.LaunchAsync("Another");
        await DraftAsync(review, given, DecisionKind.Attest, "Needed.");
        await review.Portal.Get<CancelCampaign>().RunAsync(given, "Wrong scope.", review.Engineer, Token);
        Assert.Empty(await DraftsAsync(review));
    }

    [Theory, OnEachEngine]
    public async Task Drafts_outlive_a_pause_and_are_submitted_after_it(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();
        await DraftAsync(review, id, DecisionKind.Attest, "Needed.");
        await review.Portal.Get<PauseCampaign>().RunAsync(id, "Freeze.", review.Engineer, Token);
        Assert.Equal([Decided.NotOpen], (await SubmitAsync(review, id)).Refused.Select(r => r.Outcome));

        await review.Portal.Get<ResumeCampaign>().RunAsync(id, review.Engineer, Token);

        Assert.Equal(1, (await SubmitAsync(review, id)).Recorded);
    }

    [Theory, OnEachEngine]
    public async Task Who_may_not_decide_any_more_is_refused_and_somebody_else_is_asked(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();
        await DraftAsync(review, id, DecisionKind.Attest, "Needed.");
        await using (var db = await review.Portal.OpenAsync())
        {
            await db.ReviewItems.ExecuteUpdateAsync(update => update.SetProperty(i => i.SubjectId, review.Olga.Id), Token);
        }

        Assert.Equal([Decided.OwnAccess], (await SubmitAsync(review, id)).Refused.Select(r => r.Outcome));

        Assert.Equal(review.Engineer.Person, (await review.ItemAsync(id)).ReviewerId);
        Assert.Empty(await DraftsAsync(review));
    }

    [Theory, OnEachEngine]
    public async Task An_attestation_ends_when_its_draft_says(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();
        var until = review.Portal.Clock.GetUtcNow().AddDays(30);
        await DraftAsync(review, id, DecisionKind.Attest, "Until the move is done.", until: until);
        await DraftAsync(review, id, DecisionKind.Abstain, string.Empty, Narrow, until: until);

        Assert.Equal(2, (await SubmitAsync(review, id)).Recorded);

        Assert.Equal(until, (await review.ItemAsync(id)).Until);
        Assert.Equal((ReviewItemState.Abstained, null), (await review.ItemAsync(id, Narrow) is var item ? (item.State, item.Until) : default));
    }

    private static async Task<DraftsSaved> DraftAsync(
        ReviewCase review, CampaignId id, DecisionKind? kind, string reason, string entitlement = ReviewCase.Wide, Caller? by = null, DateTimeOffset? until = null)
    {
        var item = await review.ItemAsync(id, entitlement);
        return (await review.Portal.Get<SaveReviewDrafts>().RunAsync(id, [new(item.Id, kind, reason, until, item.Revision)], by ?? review.AsOlga, Token))!;
    }

    private static async Task<DraftsSubmitted> SubmitAsync(ReviewCase review, CampaignId id, Caller? by = null) =>
        (await review.Portal.Get<SubmitReviewDrafts>().RunAsync(id, DecisionChannel.Page, by ?? review.AsOlga, Token))!;

    private static async Task<IReadOnlyList<ReviewItemId>> DraftsAsync(ReviewCase review)
    {
        await using var db = await review.Portal.OpenAsync();
        return await db.ReviewDrafts.Select(d => d.ItemId).ToListAsync(Token);
    }

    private static async Task AssertRecordedAsync(ReviewCase review)
    {
        var verified = await review.Portal.Get<VerifyRecord>().RunAsync([], checkpointFile: null, Caller.System("tests"), Token);
        Assert.DoesNotContain(verified.Findings, f => f.Problem.Contains("review item", StringComparison.Ordinal));
    }
}
