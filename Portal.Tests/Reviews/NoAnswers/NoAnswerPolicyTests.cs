using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Audit.Verification;
using Portal.Data.Reviews;
using Portal.Data.Reviews.NoAnswers;
using Portal.Data.Reviews.Remediations;
using Portal.Data.Reviews.Remediations.Carrying;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews.NoAnswers;

/// <summary>What becomes of access about which nobody answered.</summary>
public sealed class NoAnswerPolicyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(-1, 10, null, false)]
    [InlineData(101, 10, null, false)]
    [InlineData(50, 0, null, false)]
    [InlineData(50, 1001, null, false)]
    [InlineData(50, 10, 91, false)]
    [InlineData(0, 1, 0, true)]
    [InlineData(null, 1000, 90, true)]
    public void What_makes_no_sense_is_refused(int? risk, int most, int? days, bool isRight)
    {
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);

        new NoAnswerPolicy(risk, most, days).Check(problems);

        Assert.Equal(isRight, problems.Count == 0);
    }

    [Fact]
    public void A_policy_decides_only_what_nobody_answered_and_in_nobodys_name()
    {
        var campaign = A.Campaign();
        var (open, answered) = (A.ReviewItem(campaign, PersonId.New()), A.ReviewItem(campaign, PersonId.New()));
        answered.Decide(new(answered.Id, DecisionKind.Attest, "Needed."), answered.ReviewerId, campaign, An.Instant);

        open.RevokeByPolicy("Nobody answered.", An.Instant);

        Assert.Equal((ReviewItemState.Revoked, null, null, An.Instant), (open.State, open.AnsweredById, open.AnsweredAt, open.ByPolicyAt));
        Assert.Throws<InvalidOperationException>(() => answered.RevokeByPolicy("Nobody answered.", An.Instant));
    }

    [Theory, OnEachEngine]
    public async Task From_the_risk_that_it_says_access_is_taken_away_by_the_policy_and_the_rest_stays_unanswered(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await LaunchAsync(review, risk => new(risk, MostDisabled: 10, EndsAfterDays: null));
        await review.DecideAsync(id, DecisionKind.Attest, "Needed.", "batch-read", review.AsBen);
        review.Portal.Clock.Advance(TimeSpan.FromDays(15));

        Assert.Equal(CampaignMoved.Done, await CloseAsync(review, id));

        var (wide, read, batch) = (await review.ItemAsync(id), await review.ItemAsync(id, "orders-read"), await review.ItemAsync(id, "batch-read"));
        Assert.Equal((ReviewItemState.Revoked, ReviewItemState.Unanswered, ReviewItemState.Attested), (wide.State, read.State, batch.State));
        Assert.Equal((null, review.Portal.Clock.GetUtcNow()), (wide.AnsweredById, wide.ByPolicyAt));
        var remediation = await review.RemediationAsync();
        Assert.Equal((RemediationState.Planned, wide.Id), (remediation.State, remediation.ItemId));
        await using var db = await review.Portal.OpenAsync();
        Assert.DoesNotContain(await db.Decisions.ToListAsync(Token), d => d.ItemId == wide.Id);
        var entry = Assert.Single(await db.AuditEntries.Where(e => e.Action == "review.policy").ToListAsync(Token));
        Assert.Equal((CallerKind.Policy, id.Value.ToString(), AuditOutcome.Done), (entry.ActorKind, entry.ActorId, entry.Outcome));
        Assert.Contains("Nobody answered", entry.Reason, StringComparison.Ordinal);
        await AssertRecordedAsync(review);
    }

    [Theory, OnEachEngine]
    public async Task By_itself_nothing_is_taken_away_and_nothing_approved(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();
        review.Portal.Clock.Advance(TimeSpan.FromDays(40));

        Assert.Equal(0, await review.Portal.Get<EndDueCampaigns>().RunAsync(Caller.System("tests"), Token));
        Assert.Equal(CampaignMoved.Done, await CloseAsync(review, id));

        await using var db = await review.Portal.OpenAsync();
        Assert.All(await db.ReviewItems.ToListAsync(Token), i => Assert.Equal((ReviewItemState.Unanswered, null), (i.State, i.ByPolicyAt)));
        Assert.Equal((0, 0), (await db.Remediations.CountAsync(Token), await db.Decisions.CountAsync(Token)));
    }

    [Theory, OnEachEngine]
    public async Task After_so_many_it_stops_until_two_people_agree(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await LaunchAsync(review, _ => new(DisableFromRisk: 0, MostDisabled: 1, EndsAfterDays: 0));
        review.Portal.Clock.Advance(TimeSpan.FromDays(14));
        var end = review.Portal.Get<EndDueCampaigns>();

        Assert.Equal(1, await end.RunAsync(Caller.System("tests"), Token));
        Assert.Equal(0, await end.RunAsync(Caller.System("tests"), Token));
        Assert.Equal(CampaignMoved.Held, await CloseAsync(review, id));

        var held = await review.FindAsync(id);
        Assert.Equal((CampaignState.Closing, 1, 2), (held.Row.State, held.Hold!.Done, held.Hold.HeldCount));
        Assert.Equal(ReviewItemState.Revoked, (await review.ItemAsync(id)).State);
        var release = review.Portal.Get<ReleaseBrake>();
        var (one, other) = (await review.Portal.AsAsync(Role.Approver), await review.Portal.AsAsync(Role.Administrator));
        Assert.Equal((BrakeMoved.SecondNeeded, BrakeMoved.OwnYes), (await release.RunAsync(held.Hold.Brake, one, Token), await release.RunAsync(held.Hold.Brake, one, Token)));
        Assert.Equal(0, await end.RunAsync(Caller.System("tests"), Token));
        Assert.Equal(BrakeMoved.Done, await release.RunAsync(held.Hold.Brake, other, Token));
        Assert.Equal(1, await end.RunAsync(Caller.System("tests"), Token));

        var done = await review.FindAsync(id);
        Assert.Equal((CampaignState.Remediating, null, 3), (done.Row.State, done.Hold, done.Row.Revoked));
        Assert.Null(await review.Portal.Get<CarryBrakes>().FindAsync(one, Token));
        await AssertRecordedAsync(review);
    }

    [Theory, OnEachEngine]
    public async Task Called_off_the_rest_stays_and_is_unanswered(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await LaunchAsync(review, _ => new(DisableFromRisk: 0, MostDisabled: 2, EndsAfterDays: null));
        review.Portal.Clock.Advance(TimeSpan.FromDays(14));
        Assert.Equal(CampaignMoved.Held, await CloseAsync(review, id));
        var brake = (await review.FindAsync(id)).Hold!.Brake;

        Assert.Equal(BrakeMoved.Done, await review.Portal.Get<ReleaseBrake>().CallOffAsync(brake, await review.Portal.AsAsync(Role.Approver), Token));
        Assert.Equal(CampaignMoved.Done, await CloseAsync(review, id));

        var states = (await review.FindAsync(id)).States;
        Assert.Equal((2, 1), (states[ReviewItemState.Revoked], states[ReviewItemState.Unanswered]));
        Assert.Equal(2, (await review.Portal.Get<RemediationQueries>().ListAsync(new(), new(), review.Engineer, Token)).Items.Count(r => r.State == RemediationState.Planned));
        await AssertRecordedAsync(review);
    }

    [Theory, OnEachEngine]
    public async Task Answers_end_by_themselves_when_the_policy_says_and_a_late_answer_counts_before(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await LaunchAsync(review, _ => new(DisableFromRisk: 0, MostDisabled: 10, EndsAfterDays: 3));
        var end = review.Portal.Get<EndDueCampaigns>();
        review.Portal.Clock.Advance(TimeSpan.FromDays(16));

        Assert.Equal(0, await end.RunAsync(Caller.System("tests"), Token));
        Assert.Equal(Decided.Recorded, await review.DecideAsync(id, DecisionKind.Attest, "Needed."));
        review.Portal.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await end.RunAsync(Caller.System("tests"), Token));

        Assert.Equal(ReviewItemState.Attested, (await review.ItemAsync(id)).State);
        var read = await review.ItemAsync(id, "orders-read");
        Assert.Equal((ReviewItemState.Revoked, true), (read.State, read.ByPolicyAt is not null));
        await using var db = await review.Portal.OpenAsync();
        Assert.Equal(CallerKind.Policy, await db.AuditEntries.Where(e => e.Action == "campaign.close").Select(e => e.ActorKind).SingleAsync(Token));
    }

    [Theory, OnEachEngine]
    public async Task Votes_that_come_to_a_yes_when_answers_end_are_no_silence(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var stage = new Data.Reviews.Stages.ReviewStage
        {
            Name = "Both",
            Rule = new(Data.Reviews.Stages.ReviewerRuleKind.People) { People = [review.Olga.Id, review.Ben.Id] },
            Asked = 2,
            Strategy = Data.Reviews.Stages.VoteStrategy.AcceptedUnlessDenied,
        };
        var id = await LaunchAsync(review, _ => new(DisableFromRisk: 0, MostDisabled: 10, EndsAfterDays: null), stage);
        await review.DecideAsync(id, DecisionKind.Attest, "Needed.");
        review.Portal.Clock.Advance(TimeSpan.FromDays(15));

        Assert.Equal(CampaignMoved.Done, await CloseAsync(review, id));

        Assert.Equal((ReviewItemState.Attested, ReviewItemState.Revoked), ((await review.ItemAsync(id)).State, (await review.ItemAsync(id, "orders-read")).State));
        await AssertRecordedAsync(review);
    }

    /// <summary>Launches a review whose policy may go by the risk of <see cref="ReviewCase.Wide"/>.</summary>
    private static async Task<CampaignId> LaunchAsync(ReviewCase review, Func<int, NoAnswerPolicy> policy, params IReadOnlyList<Data.Reviews.Stages.ReviewStage> stages)
    {
        var first = await review.LaunchAsync("To know its risk");
        var risk = (await review.ItemAsync(first)).Risk;
        Assert.True(risk > (await review.ItemAsync(first, "orders-read")).Risk);
        Assert.Equal(CampaignMoved.Done, await review.Portal.Get<CancelCampaign>().RunAsync(first, "Known.", review.Engineer, Token));
        var draft = new CampaignDraft("Quarterly review", string.Empty, review.Portal.Clock.GetUtcNow().AddDays(14)) { OwnersDecideAlone = true, NoAnswer = policy(risk), Stages = stages };
        var created = await review.Portal.Get<CreateCampaign>().RunAsync(draft, review.Engineer, Token);
        Assert.Equal(CampaignMoved.Done, await review.Portal.Get<LaunchCampaign>().RunAsync(created.Id!.Value, review.Engineer, Token));
        return created.Id.Value;
    }

    private static Task<CampaignMoved?> CloseAsync(ReviewCase review, CampaignId id) => review.Portal.Get<CloseCampaign>().RunAsync(id, review.Engineer, Token);

    private static async Task AssertRecordedAsync(ReviewCase review)
    {
        var verified = await review.Portal.Get<VerifyRecord>().RunAsync([], checkpointFile: null, Caller.System("tests"), Token);
        Assert.DoesNotContain(verified.Findings, f => f.Problem.Contains("review", StringComparison.Ordinal) || f.Problem.Contains("brake", StringComparison.Ordinal) || f.Problem.Contains("campaign", StringComparison.Ordinal));
    }
}
