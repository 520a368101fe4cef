using CsCheck;
using Portal.Data.Access;
using Portal.Data.Reviews;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews;

/// <summary>Who may answer an item, and what an answer does, without a database.</summary>
public sealed class ReviewItemTests
{
    private static readonly PersonId Reviewer = PersonId.New();
    private static readonly DateTimeOffset Now = An.Instant.AddDays(1);
    private readonly Campaign _campaign = A.Campaign();

    [Theory]
    [InlineData(DecisionKind.Attest, ReviewItemState.Attested)]
    [InlineData(DecisionKind.Revoke, ReviewItemState.Revoked)]
    [InlineData(DecisionKind.Reduce, ReviewItemState.Reduced)]
    [InlineData(DecisionKind.Abstain, ReviewItemState.Abstained)]
    public void An_answer_is_kept_with_its_reason_person_and_time(DecisionKind kind, ReviewItemState state)
    {
        var item = A.ReviewItem(_campaign, Reviewer);

        Assert.Equal(Decided.Recorded, Decide(item, kind));

        Assert.Equal((state, "Because.", Reviewer, Now, 1), (item.State, item.Justification, item.AnsweredById, item.AnsweredAt, item.Revision));
    }

    [Theory]
    [InlineData(DecisionKind.Attest, false, Decided.Recorded)]
    [InlineData(DecisionKind.Attest, true, Decided.ReasonMissing)]
    [InlineData(DecisionKind.Revoke, false, Decided.ReasonMissing)]
    [InlineData(DecisionKind.Revoke, true, Decided.ReasonMissing)]
    [InlineData(DecisionKind.Reduce, false, Decided.ReasonMissing)]
    [InlineData(DecisionKind.Abstain, true, Decided.Recorded)]
    [InlineData(DecisionKind.NotMine, true, Decided.Recorded)]
    public void A_reason_is_asked_for_where_it_matters_and_nowhere_else(DecisionKind kind, bool isPrivileged, Decided expected)
    {
        var item = A.ReviewItem(_campaign, Reviewer, isPrivileged: isPrivileged);

        Assert.Equal(expected, Decide(item, kind, "   "));
    }

    [Theory]
    [InlineData(CampaignState.Draft)]
    [InlineData(CampaignState.Remediating)]
    [InlineData(CampaignState.Closed)]
    [InlineData(CampaignState.Cancelled)]
    public void Outside_its_time_no_answer_is_taken(CampaignState state)
    {
        var campaign = A.Campaign(state);
        var item = A.ReviewItem(campaign, Reviewer);

        Assert.Equal(Decided.NotOpen, item.Decide(new(item.Id, DecisionKind.Revoke, "Because."), Reviewer, campaign, Now));

        AssertUntouched(item);
    }

    [Fact]
    public void A_late_answer_is_better_than_none()
    {
        var item = A.ReviewItem(_campaign, Reviewer);

        Assert.Equal(Decided.Recorded, item.Decide(new(item.Id, DecisionKind.Attest, "Needed."), Reviewer, _campaign, _campaign.DueAt.AddDays(3)));
    }

    [Fact]
    public void Only_the_reviewer_answers_and_a_program_never()
    {
        var item = A.ReviewItem(_campaign, Reviewer);

        Assert.Equal(Decided.NotReviewer, item.Decide(new(item.Id, DecisionKind.Attest, "Needed."), PersonId.New(), _campaign, Now));
        Assert.Equal(Decided.NotReviewer, item.Decide(new(item.Id, DecisionKind.Attest, "Needed."), by: null, _campaign, Now));

        AssertUntouched(item);
    }

    [Theory]
    [InlineData(DecisionKind.Attest)]
    [InlineData(DecisionKind.Revoke)]
    [InlineData(DecisionKind.Reduce)]
    [InlineData(DecisionKind.NotMine)]
    [InlineData(DecisionKind.Abstain)]
    public void Nobody_decides_on_their_own_access_whatever_they_say(DecisionKind kind)
    {
        var item = A.ReviewItem(_campaign, Reviewer, subject: Reviewer);

        Assert.Equal(Decided.OwnAccess, Decide(item, kind));

        AssertUntouched(item);
    }

    [Fact]
    public void A_revoke_is_never_overturned_silently()
    {
        var item = A.ReviewItem(_campaign, Reviewer);
        Decide(item, DecisionKind.Revoke, "It is too wide.");

        Assert.Equal(Decided.RevokeStands, Decide(item, DecisionKind.Attest));

        Assert.Equal((ReviewItemState.Revoked, "It is too wide.", true), (item.State, item.Justification, item.HasConflict));
    }

    [Theory]
    [InlineData(ReviewItemState.Attested, DecisionKind.Revoke, Decided.Recorded)]
    [InlineData(ReviewItemState.Abstained, DecisionKind.Attest, Decided.Recorded)]
    [InlineData(ReviewItemState.Reduced, DecisionKind.Revoke, Decided.Recorded)]
    [InlineData(ReviewItemState.Reduced, DecisionKind.Attest, Decided.RevokeStands)]
    [InlineData(ReviewItemState.Reduced, DecisionKind.Abstain, Decided.RevokeStands)]
    [InlineData(ReviewItemState.Reduced, DecisionKind.NotMine, Decided.RevokeStands)]
    [InlineData(ReviewItemState.Revoked, DecisionKind.Attest, Decided.RevokeStands)]
    [InlineData(ReviewItemState.Revoked, DecisionKind.Reduce, Decided.RevokeStands)]
    [InlineData(ReviewItemState.Revoked, DecisionKind.Abstain, Decided.RevokeStands)]
    [InlineData(ReviewItemState.Revoked, DecisionKind.NotMine, Decided.RevokeStands)]
    public void Answers_only_ever_become_stricter(ReviewItemState before, DecisionKind then, Decided expected)
    {
        var item = A.ReviewItem(_campaign, Reviewer);
        Decide(item, before switch
        {
            ReviewItemState.Attested => DecisionKind.Attest,
            ReviewItemState.Revoked => DecisionKind.Revoke,
            ReviewItemState.Reduced => DecisionKind.Reduce,
            _ => DecisionKind.Abstain,
        });
        Assert.Equal(before, item.State);

        Assert.Equal(expected, Decide(item, then, "Another reason."));

        Assert.Equal(expected == Decided.RevokeStands, item.State == before);
    }

    [Fact]
    public void The_same_answer_again_is_no_second_answer()
    {
        var item = A.ReviewItem(_campaign, Reviewer);
        Decide(item, DecisionKind.Attest);

        Assert.Equal(Decided.AlreadySo, Decide(item, DecisionKind.Attest));

        Assert.Equal(1, item.Revision);
    }

    [Fact]
    public void An_answer_to_a_page_that_is_out_of_date_is_refused()
    {
        var item = A.ReviewItem(_campaign, Reviewer);
        Decide(item, DecisionKind.Attest);

        var late = item.Decide(new(item.Id, DecisionKind.Revoke, "Because.", SeenRevision: 0), Reviewer, _campaign, Now);

        Assert.Equal((Decided.ChangedMeanwhile, ReviewItemState.Attested), (late, item.State));
    }

    [Fact]
    public void An_attestation_ends_in_the_future_or_is_none()
    {
        var item = A.ReviewItem(_campaign, Reviewer);

        Assert.Equal(Decided.UntilPassed, item.Decide(new(item.Id, DecisionKind.Attest, "Needed.", Until: Now), Reviewer, _campaign, Now));
        Assert.Equal(Decided.Recorded, item.Decide(new(item.Id, DecisionKind.Attest, "Needed.", Until: Now.AddTicks(1)), Reviewer, _campaign, Now));
    }

    [Fact]
    public void Passing_on_opens_it_for_someone_else()
    {
        var other = PersonId.New();
        var item = A.ReviewItem(_campaign, Reviewer);
        Decide(item, DecisionKind.Attest);
        Decide(item, DecisionKind.NotMine);

        item.PassOn(new(other, ReviewerReason.Sponsor, [new(ReviewerReason.Owner, Reviewer, PassedOver.SaidNotMine)]));

        Assert.Equal((ReviewItemState.Open, other, (PersonId?)null, (string?)null), (item.State, item.ReviewerId, item.AnsweredById, item.Justification));
        Assert.Equal(Decided.NotReviewer, Decide(item, DecisionKind.Attest));
    }

    [Fact]
    public void Whatever_is_answered_in_whatever_order_a_revoke_stays_a_revoke()
    {
        var kinds = Gen.Enum<DecisionKind>().Array[1, 12];

        kinds.Sample(answers =>
        {
            var campaign = A.Campaign();
            var item = A.ReviewItem(campaign, Reviewer);
            var wasRevoked = false;
            foreach (var kind in answers)
            {
                var outcome = item.Decide(new(item.Id, kind, kind.ToString()), Reviewer, campaign, Now);
                Assert.False(wasRevoked && item.State != ReviewItemState.Revoked);
                Assert.Equal(wasRevoked && kind != DecisionKind.Revoke, outcome == Decided.RevokeStands && item.State == ReviewItemState.Revoked);
                wasRevoked |= item.State == ReviewItemState.Revoked;
            }
        });
    }

    private Decided Decide(ReviewItem item, DecisionKind kind, string reason = "Because.") =>
        item.Decide(new(item.Id, kind, reason), Reviewer, _campaign, Now);

    private static void AssertUntouched(ReviewItem item) => Assert.Equal(
        (ReviewItemState.Open, 0, (string?)null, (PersonId?)null), (item.State, item.Revision, item.Justification, item.AnsweredById));
}
