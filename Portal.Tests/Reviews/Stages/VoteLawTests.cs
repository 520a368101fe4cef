using CsCheck;
using Portal.Data.Access;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Stages;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews.Stages;

/// <summary>Whatever is voted in whatever order, an item goes through its stages as it should, without a database.</summary>
public sealed class VoteLawTests
{
    private static readonly DecisionKind[] Kinds = [DecisionKind.Attest, DecisionKind.Revoke, DecisionKind.Reduce, DecisionKind.Abstain];

    private static readonly IReadOnlyList<ReviewItemState>[] Advances =
        [[ReviewItemState.Attested], [ReviewItemState.Attested, ReviewItemState.Revoked], [ReviewItemState.Abstained]];

    [Fact]
    public void No_sequence_of_votes_takes_back_a_revoke_or_a_stage_or_says_more_than_was_voted() => (
        from stages in (from strategy in Gen.Enum<VoteStrategy>()
                        from asked in Gen.Int[1, 4]
                        from quorum in Gen.Int[1, asked]
                        from advances in Gen.Int[0, 2]
                        select new ReviewStage { Name = "Stage", Strategy = strategy, Asked = asked, Quorum = quorum, Advances = Advances[advances] }).List[1, 5]
        from acts in Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 2]).List[1, 40]
        from isOver in Gen.Bool
        select (stages, acts, isOver)).Sample(
            s => Run(s.stages, s.acts, s.isOver), iter: 5_000, print: s => $"{string.Join(' ', s.stages)} | {string.Join(' ', s.acts)} | {s.isOver}");

    private static bool Run(List<ReviewStage> stages, List<(int Who, int Kind, int Reason)> acts, bool isOver)
    {
        var campaign = A.Campaign(stages: stages);
        var item = A.ReviewItem(campaign, PersonId.New());
        var votes = Seat(item, stages);
        var all = new List<ReviewVote>(votes);
        var now = An.Instant;
        foreach (var (who, kind, reason) in acts)
        {
            now = now.AddMinutes(1);
            var (state, stage, revision) = (item.State, item.Stage, item.Revision);
            var vote = all[who % all.Count];
            var answer = new Answer(item.Id, Kinds[kind], $"Reason {reason}.");
            var decided = item.Vote(answer, vote, campaign, now, Independence.Of(null));
            if (decided == Decided.Recorded)
            {
                if (vote.Kind != answer.Kind || item.Revision != revision + 1)
                {
                    return false;
                }
                if (item.Settle(votes, campaign, isOver: false))
                {
                    votes = Seat(item, stages);
                    all.AddRange(votes);
                }
            }
            var isSound = (decided == Decided.StageOver) == (vote.Stage != stage)
                && item.Stage is var next && (next == stage || next == stage + 1) && next < stages.Count
                && (state != ReviewItemState.Revoked || item.State == ReviewItemState.Revoked)
                && (state != ReviewItemState.Reduced || item.State is ReviewItemState.Reduced or ReviewItemState.Revoked)
                && IsSaid(item, votes);
            if (!isSound)
            {
                return false;
            }
        }
        if (isOver && item.State == ReviewItemState.Open)
        {
            item.Settle(votes, campaign, isOver: true);
            return item.State != ReviewItemState.Open && IsSaid(item, votes)
                && (item.State != ReviewItemState.Attested || item.Stage == stages.Count - 1 || !stages[item.Stage].Advances.Contains(ReviewItemState.Attested));
        }
        return true;
    }

    /// <summary>Whether an item that is decided is decided as somebody in its stage said, and names them.</summary>
    private static bool IsSaid(ReviewItem item, IEnumerable<ReviewVote> votes) => item.State switch
    {
        ReviewItemState.Open or ReviewItemState.Unanswered => item.AnsweredById is null,
        _ => votes.Any(v => v.ReviewerId == item.AnsweredById && v.Kind is { } kind && ReviewItem.StateAfter(kind) == item.State),
    };

    private static List<ReviewVote> Seat(ReviewItem item, List<ReviewStage> stages) =>
        [.. Enumerable.Range(0, stages[item.Stage].Asked).Select(_ => item.VoteOf(new(PersonId.New(), ReviewerReason.Named, [])))];
}
