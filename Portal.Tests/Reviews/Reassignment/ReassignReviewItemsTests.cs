using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Audit.Verification;
using Portal.Data.People;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Absences;
using Portal.Data.Reviews.Notices;
using Portal.Data.Reviews.Reassignment;
using Portal.Data.Reviews.Stages;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews.Reassignment;

/// <summary>Questions that are put before somebody else by name.</summary>
public sealed class ReassignReviewItemsTests
{
    private const string Why = "Dana runs the order system now.";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task All_that_waits_for_somebody_goes_to_who_is_named_with_the_reason_and_what_was_answered_stands(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var dana = await NewcomerAsync(review);
        var id = await review.LaunchAsync();
        await review.DecideAsync(id, DecisionKind.Attest, "Needed.", "orders-read");

        var result = await ReassignAsync(review, id, new([], review.Olga.Id, dana.Id, Why));

        var (open, answered) = (await review.ItemAsync(id), await review.ItemAsync(id, "orders-read"));
        Assert.Equal([new ItemReassigned(open.Id, Reassigned.Done)], result!.Items);
        Assert.Equal((dana.Id, ReviewerReason.Reassigned), (open.ReviewerId, open.ReviewerReason));
        Assert.Equal([new RoutingHop(ReviewerReason.Owner, review.Olga.Id, PassedOver.Reassigned, review.Portal.Clock.GetUtcNow(), Why)], open.Trail);
        Assert.Equal((review.Olga.Id, ReviewItemState.Attested), (answered.ReviewerId, answered.State));
        Assert.Equal("Dana Deputy", Assert.Single(review.Letters.All, l => l.Kind == NoticeKind.PassedOn).ReviewerName);
        var entry = Assert.Single(await EntriesAsync(review));
        Assert.Equal((AuditOutcome.Done, Why, review.Engineer.Id), (entry.Outcome, entry.Reason, entry.ActorId));
        Assert.Equal(Decided.NotFound, await review.DecideAsync(id, DecisionKind.Revoke));
        Assert.Equal(Decided.Recorded, await review.DecideAsync(id, DecisionKind.Revoke, by: TestPortalData.By(dana)));
        await AssertRecordedAsync(review);
    }

    [Theory, OnEachEngine]
    public async Task Every_hop_stays_in_the_trail_however_a_question_wanders(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var dana = await NewcomerAsync(review);
        var id = await review.LaunchAsync();
        var item = await review.ItemAsync(id);

        await ReassignAsync(review, id, new([item.Id], From: null, dana.Id, Why));
        Assert.Equal(Decided.Recorded, await review.DecideAsync(id, DecisionKind.NotMine, "I left that team.", by: TestPortalData.By(dana)));
        await ReassignAsync(review, id, new([item.Id], From: null, review.Ben.Id, "Ben knows."));

        var wandered = await review.ItemAsync(id);
        Assert.Equal(review.Ben.Id, wandered.ReviewerId);
        Assert.Equal(
            [(review.Olga.Id, PassedOver.Reassigned, Why), (dana.Id, PassedOver.SaidNotMine, "I left that team."), (review.Olga.Id, PassedOver.Reassigned, "Ben knows.")],
            wandered.Trail.Where(h => h.AskedUntil is not null).Select(h => (h.Person!.Value, h.Why, h.Reason)));
    }

    [Theory, OnEachEngine]
    public async Task A_reviewer_gives_away_their_own_and_nobody_elses(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var dana = await NewcomerAsync(review);
        var id = await review.LaunchAsync();
        var (mine, bens) = (await review.ItemAsync(id), await review.ItemAsync(id, "batch-read"));
        var reassign = review.Portal.Get<ReassignReviewItems>();

        var result = await reassign.RunOwnAsync(id, new([mine.Id, bens.Id], review.Ben.Id, dana.Id, Why), review.AsOlga, Token);
        var strangers = await reassign.RunOwnAsync(id, new([bens.Id], From: null, dana.Id, Why), TestPortalData.By(await OwnerOfNothingAsync(review), Role.Owner), Token);

        Assert.Equal([(mine.Id, Reassigned.Done), (bens.Id, Reassigned.NotFound)], result!.Items.OrderBy(i => i.Outcome).Select(i => (i.Item, i.Outcome)));
        Assert.Null(strangers);
        Assert.Equal(review.Ben.Id, (await review.ItemAsync(id, "batch-read")).ReviewerId);
        await Assert.ThrowsAsync<AccessDeniedException>(() => reassign.RunAsync(id, new([bens.Id], From: null, dana.Id, Why), review.AsOlga, Token));
    }

    [Theory, OnEachEngine]
    public async Task Nobody_is_named_for_what_is_too_much_their_own(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync(ownersDecideAlone: false);
        var item = await review.ItemAsync(id);
        Assert.NotEqual(review.Olga.Id, item.ReviewerId);

        var result = await ReassignAsync(review, id, new([item.Id], From: null, review.Olga.Id, "She knows best."));

        Assert.Equal([new ItemReassigned(item.Id, Reassigned.OwnsItAlone)], result!.Items);
        Assert.Equal(item.ReviewerId, (await review.ItemAsync(id)).ReviewerId);
        var entry = Assert.Single(await EntriesAsync(review));
        Assert.Equal((AuditOutcome.Refused, "Refused: OwnsItAlone."), (entry.Outcome, entry.Reason));
    }

    [Theory, OnEachEngine]
    public async Task A_place_among_several_goes_to_another_and_not_to_who_has_one_already(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var dana = await NewcomerAsync(review);
        var both = new ReviewStage { Name = "Both", Rule = new(ReviewerRuleKind.People) { People = [review.Olga.Id, review.Ben.Id] }, Asked = 2, Quorum = 2, Strategy = VoteStrategy.AllMustAccept };
        var id = await review.LaunchAsync(stages: both);
        var item = await review.ItemAsync(id);

        var taken = await ReassignAsync(review, id, new([item.Id], review.Olga.Id, review.Ben.Id, Why));
        var given = await ReassignAsync(review, id, new([item.Id], review.Ben.Id, dana.Id, Why));

        Assert.Equal((Reassigned.AskedAlready, Reassigned.Done), (taken!.Items[0].Outcome, given!.Items[0].Outcome));
        await using var db = await review.Portal.OpenAsync();
        Assert.Equal(new[] { review.Olga.Id, dana.Id }.Order(), (await db.ReviewVotes.Where(v => v.ItemId == item.Id).Select(v => v.ReviewerId).ToListAsync(Token)).Order());
        await AssertRecordedAsync(review);
    }

    [Fact]
    public async Task What_makes_no_sense_is_said_by_field_and_moves_nothing()
    {
        await using var review = await ReviewCase.CreateAsync();
        var gone = A.Person("Gone");
        gone.IsActive = false;
        await review.Portal.StoreAsync(gone);
        var id = await review.LaunchAsync();
        var now = review.Portal.Clock.GetUtcNow();
        Assert.NotNull((await review.Portal.Get<PlanAbsence>().RunAsync(new(now, now.AddDays(9), StandIn: null), review.AsBen, Token)).Id);

        var nothing = await ReassignAsync(review, id, new([], From: null, gone.Id, " "));
        var away = await ReassignAsync(review, id, new([], review.Olga.Id, review.Ben.Id, Why));

        Assert.Equal(["items", "reason", "to"], nothing!.Problems.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("away until", away!.Problems["to"][0], StringComparison.Ordinal);
        Assert.Equal(review.Olga.Id, (await review.ItemAsync(id)).ReviewerId);
        Assert.Null(await ReassignAsync(review, CampaignId.New(), new([], review.Olga.Id, review.Ben.Id, Why)));
    }

    private static Task<ItemsReassigned?> ReassignAsync(ReviewCase review, CampaignId id, ReassignDraft draft) =>
        review.Portal.Get<ReassignReviewItems>().RunAsync(id, draft, review.Engineer, Token);

    private static async Task<Person> NewcomerAsync(ReviewCase review)
    {
        var dana = A.Person("Dana Deputy", email: "dana@example.com");
        await review.Portal.StoreAsync(dana);
        return dana;
    }

    private static async Task<Person> OwnerOfNothingAsync(ReviewCase review)
    {
        var manager = A.Person("Mia Manager");
        await review.Portal.StoreAsync(manager, A.Person("Report", manager: manager.Id));
        return manager;
    }

    private static async Task<List<AuditEntry>> EntriesAsync(ReviewCase review)
    {
        await using var db = await review.Portal.OpenAsync();
        return await db.AuditEntries.AsNoTracking().Where(e => e.Action == "review.reassign").ToListAsync(Token);
    }

    private static async Task AssertRecordedAsync(ReviewCase review)
    {
        var verified = await review.Portal.Get<VerifyRecord>().RunAsync([], checkpointFile: null, Caller.System("tests"), Token);
        Assert.DoesNotContain(verified.Findings, f => f.Problem.Contains("review item", StringComparison.Ordinal) || f.Problem.Contains("vote", StringComparison.Ordinal));
    }
}
