using CsCheck;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Stages;

namespace Portal.Tests.Reviews.Stages;

/// <summary>What votes come to: all that two people can say, under every strategy, and laws for more of them.</summary>
public sealed class BallotTests
{
    // Two votes: A accepts, R revokes, B abstains, N said nothing. What they come to: + attested, - revoked, o nobody had an opinion, . open,
    // ? unanswered; first while more votes may come, then when none do.
    [Theory]
    [InlineData("AA", "+ +", "+ +", "+ +", "+ +")]
    [InlineData("AR", "+ +", "- -", "- -", "- -")]
    [InlineData("AB", "+ +", "o o", "+ +", "+ +")]
    [InlineData("AN", "+ +", ". ?", ". ?", ". +")]
    [InlineData("RR", "- -", "- -", "- -", "- -")]
    [InlineData("RB", "- -", "- -", "- -", "- -")]
    [InlineData("RN", ". ?", "- -", "- -", "- -")]
    [InlineData("BB", "o o", "o o", "o o", "o o")]
    [InlineData("BN", ". ?", ". ?", ". ?", ". ?")]
    [InlineData("NN", ". ?", ". ?", ". ?", ". ?")]
    public void One_vote_is_enough_for_a_yes(string votes, string anyAccept, string allMust, string anyRevoke, string unlessDenied) =>
        AssertOutcomes(votes, quorum: 1, anyAccept, allMust, anyRevoke, unlessDenied);

    [Theory]
    [InlineData("AA", "+ +", "+ +", "+ +", "+ +")]
    [InlineData("AR", "+ +", "- -", "- -", "- -")]
    [InlineData("AB", "o o", "o o", "o o", "o o")]
    [InlineData("AN", ". ?", ". ?", ". ?", ". ?")]
    [InlineData("RR", "- -", "- -", "- -", "- -")]
    [InlineData("RB", "- -", "- -", "- -", "- -")]
    [InlineData("RN", ". ?", "- -", "- -", "- -")]
    [InlineData("BB", "o o", "o o", "o o", "o o")]
    [InlineData("BN", ". ?", ". ?", ". ?", ". ?")]
    [InlineData("NN", ". ?", ". ?", ". ?", ". ?")]
    public void A_yes_needs_two_votes_and_a_no_needs_one(string votes, string anyAccept, string allMust, string anyRevoke, string unlessDenied) =>
        AssertOutcomes(votes, quorum: 2, anyAccept, allMust, anyRevoke, unlessDenied);

    [Theory]
    [InlineData("D", ReviewItemState.Reduced)]
    [InlineData("DD", ReviewItemState.Reduced)]
    [InlineData("DR", ReviewItemState.Revoked)]
    [InlineData("RD", ReviewItemState.Revoked)]
    public void A_no_is_as_strict_as_its_strictest_vote(string votes, ReviewItemState expected) =>
        Assert.All(Enum.GetValues<VoteStrategy>(), strategy => Assert.Equal(expected, Of(votes).Outcome(strategy, quorum: 1, isOver: false)));

    [Fact]
    public void No_votes_make_a_yes_of_silence_and_none_stay_open_when_no_more_come() => (
        from accepts in Gen.Int[0, 4]
        from revokes in Gen.Int[0, 3]
        from reduces in Gen.Int[0, 3]
        from abstains in Gen.Int[0, 3]
        from missing in Gen.Int[0, 4]
        from strategy in Gen.Enum<VoteStrategy>()
        from quorum in Gen.Int[1, 10]
        from isOver in Gen.Bool
        select (Ballot: new Ballot(accepts, revokes, reduces, abstains, missing), strategy, quorum, isOver)).Sample(s =>
        {
            var (ballot, strategy, quorum, isOver) = s;
            var outcome = ballot.Outcome(strategy, quorum, isOver);
            var isYes = outcome == ReviewItemState.Attested;
            return (!isYes || (ballot.Accepts > 0 && ballot.Accepts + ballot.Denies >= quorum))
                && (!isYes || ballot.Denies == 0 || strategy == VoteStrategy.AnyAcceptAccepts)
                && (outcome is not (ReviewItemState.Revoked or ReviewItemState.Reduced) || ballot.Denies > 0)
                && (outcome != ReviewItemState.Open || (ballot.Missing > 0 && !isOver))
                && (outcome != ReviewItemState.Unanswered || (ballot.Missing > 0 && isOver));
        });

    [Fact]
    public void What_is_said_once_no_further_vote_but_a_no_takes_back() => (
        from accepts in Gen.Int[0, 3]
        from abstains in Gen.Int[0, 3]
        from missing in Gen.Int[1, 4]
        from strategy in Gen.Enum<VoteStrategy>()
        from quorum in Gen.Int[1, 5]
        from isAccept in Gen.Bool
        select (accepts, abstains, missing, strategy, quorum, isAccept)).Sample(s =>
        {
            var before = new Ballot(s.accepts, 0, 0, s.abstains, s.missing).Outcome(s.strategy, s.quorum, isOver: false);
            var after = new Ballot(s.accepts + (s.isAccept ? 1 : 0), 0, 0, s.abstains + (s.isAccept ? 0 : 1), s.missing - 1).Outcome(s.strategy, s.quorum, isOver: false);
            return before == ReviewItemState.Open || before == after;
        });

    private static void AssertOutcomes(string votes, int quorum, params IReadOnlyList<string> expected)
    {
        VoteStrategy[] strategies = [VoteStrategy.AnyAcceptAccepts, VoteStrategy.AllMustAccept, VoteStrategy.AnyRevokeRevokes, VoteStrategy.AcceptedUnlessDenied];
        foreach (var text in new[] { votes, new string([.. votes.Reverse()]) })
        {
            Assert.Equal(expected, strategies.Select(s => $"{Sign(Of(text).Outcome(s, quorum, isOver: false))} {Sign(Of(text).Outcome(s, quorum, isOver: true))}"));
        }
    }

    private static Ballot Of(string votes) => Ballot.Of(votes.Select(DecisionKind? (v) => v switch
    {
        'A' => DecisionKind.Attest,
        'R' => DecisionKind.Revoke,
        'D' => DecisionKind.Reduce,
        'B' => DecisionKind.Abstain,
        _ => null,
    }));

    private static char Sign(ReviewItemState state) => state switch
    {
        ReviewItemState.Attested => '+',
        ReviewItemState.Revoked => '-',
        ReviewItemState.Reduced => 'r',
        ReviewItemState.Abstained => 'o',
        ReviewItemState.Open => '.',
        ReviewItemState.Unanswered => '?',
    };
}
