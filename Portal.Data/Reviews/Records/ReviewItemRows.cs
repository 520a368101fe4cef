using Microsoft.EntityFrameworkCore;
using Portal.Data.Audit.Chain;
using Portal.Data.Audit.Verification;
using Portal.Data.Reviews.Stages;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Records;

/// <summary>Review items and the answers to them against what the record says that they are.</summary>
internal sealed class ReviewItemRows : IRecordedRows
{
    /// <inheritdoc/>
    public string SubjectKind => "reviewItem";

    /// <inheritdoc/>
    public async Task<long> CompareAsync(
        GovernanceDb db, IReadOnlyList<RecordedState> states, bool isWhole, Action<Finding> found, CancellationToken cancellationToken)
    {
        var items = new Recorded<RecordedItem>();
        var decisions = new Recorded<RecordedDecision>();
        var votes = new Recorded<RecordedVote>();
        foreach (var (sequence, id, state) in Recorded<RecordedItem>.Read(states, "revision"))
        {
            items.Set(id, sequence, state with { Decision = null, Votes = null });
            foreach (var vote in state.Votes ?? [])
            {
                votes.Set(vote.Id.Value, sequence, vote);
            }
            if (state.Decision is { } decision)
            {
                decisions.Set(decision.Id.Value, sequence, decision);
            }
        }
        var rows = 0L;
        var all = db.ReviewItems.AsNoTracking();
        await foreach (var item in items.RowsAsync(all, isWhole, ids => all.Where(i => ids.Contains(i.Id)), id => new ReviewItemId(id), cancellationToken))
        {
            rows++;
            Compare(item, items.Take(item.Id.Value), found);
        }
        items.FindMissing("review item", found);
        var answers = db.Decisions.AsNoTracking();
        await foreach (var decision in decisions.RowsAsync(answers, isWhole, ids => answers.Where(d => ids.Contains(d.Id)), id => new DecisionId(id), cancellationToken))
        {
            rows++;
            Compare(decision, decisions.Take(decision.Id.Value), found);
        }
        decisions.FindMissing("answer", found);
        var ballots = db.ReviewVotes.AsNoTracking();
        await foreach (var vote in votes.RowsAsync(ballots, isWhole, ids => ballots.Where(v => ids.Contains(v.Id)), id => new ReviewVoteId(id), cancellationToken))
        {
            rows++;
            Compare(vote, votes.Take(vote.Id.Value), found);
        }
        votes.FindMissing("vote", found);
        return rows;
    }

    private static void Compare(ReviewItem item, (long Sequence, RecordedItem State)? recorded, Action<Finding> found)
    {
        var present = RecordedItem.Of(item);
        // When a campaign closes, what is open becomes unanswered; when it is opened again, open.
        present = present.State == ReviewItemState.Unanswered ? present with { State = ReviewItemState.Open } : present;
        if (recorded is { } known)
        {
            if (present != known.State)
            {
                found(new(known.Sequence, $"the review item that it tells of, {item.Id.Value}, was changed by something else than the portal"));
            }
        }
        else if (present is not { State: ReviewItemState.Open, Justification: null, AnsweredBy: null, AnsweredAt: null, Until: null, HasConflict: false, Revision: 0, Stage: 0, ByPolicyAt: null })
        {
            found(new(null, $"The review item {item.Id.Value} was answered, and no entry says so"));
        }
    }

    private static void Compare(ReviewVote vote, (long Sequence, RecordedVote State)? recorded, Action<Finding> found)
    {
        if (recorded is not { } known)
        {
            // Whom a stage asks, no entry tells of before they say something.
            if (vote.Kind is not null)
            {
                found(new(null, $"No entry tells of the vote {vote.Id.Value} on the review item {vote.ItemId.Value}"));
            }
        }
        else if (RecordedVote.Of(vote) != known.State)
        {
            found(new(known.Sequence, $"the vote that it tells of, {vote.Id.Value}, was changed by something else than the portal"));
        }
    }

    private static void Compare(Decision decision, (long Sequence, RecordedDecision State)? recorded, Action<Finding> found)
    {
        if (recorded is not { } known)
        {
            found(new(null, $"No entry tells of the answer {decision.Id.Value} to the review item {decision.ItemId.Value}"));
        }
        else if (RecordedDecision.Of(decision) != known.State)
        {
            found(new(known.Sequence, $"the answer that it tells of, {decision.Id.Value}, was changed by something else than the portal"));
        }
    }
}
