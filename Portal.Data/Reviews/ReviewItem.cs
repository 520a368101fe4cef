using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Reviews.Stages;

namespace Portal.Data.Reviews;

/// <summary>One entitlement of one identity, put before one reviewer. Who may answer, and what an answer does, is decided here.</summary>
public sealed class ReviewItem
{
    /// <summary>Its id.</summary>
    public ReviewItemId Id { get; init; } = ReviewItemId.New();

    /// <summary>The campaign.</summary>
    public required CampaignId CampaignId { get; init; }

    /// <summary>The agent at the launch.</summary>
    public required AgentId AgentId { get; init; }

    /// <summary>The agent's risk at the launch, 0..100: agents are shown riskiest first.</summary>
    public required int AgentRisk { get; init; }

    /// <summary>The identity.</summary>
    public required IdentityId IdentityId { get; init; }

    /// <summary>The entitlement, once in a campaign.</summary>
    public required EntitlementId EntitlementId { get; init; }

    /// <summary>Who is asked; never empty. Of several the first in the present stage, see <see cref="IsByVotes"/>.</summary>
    public required PersonId ReviewerId { get; set; }

    /// <summary>Why it is them.</summary>
    public required ReviewerReason ReviewerReason { get; set; }

    /// <summary>Who comes first and was passed over, in order.</summary>
    public required IReadOnlyList<RoutingHop> Trail { get; set; }

    /// <summary>The person whose own access it is, or null.</summary>
    public PersonId? SubjectId { get; init; }

    /// <summary>What the reviewer is shown.</summary>
    public required ShownAccess Shown { get; init; }

    /// <summary>SHA-256 over <see cref="Shown"/>.</summary>
    public required string ShownHash { get; init; }

    /// <summary>0..100, as in <see cref="Shown"/>: items are shown riskiest first.</summary>
    public required int Risk { get; init; }

    /// <summary>What is known of it.</summary>
    public ReviewItemState State { get; private set; }

    /// <summary>The reason that goes with <see cref="State"/>, or null.</summary>
    public string? Justification { get; private set; }

    /// <summary>Who gave the answer behind <see cref="State"/>, or null.</summary>
    public PersonId? AnsweredById { get; private set; }

    /// <summary>When, or null.</summary>
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>Up to when an attestation is good, or null for the next review.</summary>
    public DateTimeOffset? Until { get; private set; }

    /// <summary>When the campaign's policy decided it, since nobody answered; else null.</summary>
    public DateTimeOffset? ByPolicyAt { get; private set; }

    /// <summary>True when someone answered against a revoke that stands.</summary>
    public bool HasConflict { get; private set; }

    /// <summary>Whether its decision follows from several votes, see <see cref="ReviewVote"/>; else it is its reviewer's answer.</summary>
    public bool IsByVotes { get; init; }

    /// <summary>The stage that it is in, counted from 0; 0 where the campaign has none.</summary>
    public int Stage { get; private set; }

    /// <summary>Counts its answers, so that a page can say which state it showed.</summary>
    public int Revision { get; private set; }

    /// <summary>Takes an answer. Whether it is recorded at all, and whether it counts, is in what is returned.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="by">Who gives it; null for callers that are no person.</param>
    /// <param name="campaign">The item's campaign as it is now.</param>
    /// <param name="now">The time.</param>
    /// <param name="independence">Who may not answer now; null where it is only the person whose own access it is.</param>
    public Decided Decide(Answer answer, PersonId? by, Campaign campaign, DateTimeOffset now, Independence? independence = null)
    {
        var decided = Foresee(answer, by, campaign, now, independence ?? Independence.Of(SubjectId));
        if (decided == Decided.RevokeStands)
        {
            HasConflict = true;
            Revision++;
        }
        else if (decided == Decided.Recorded)
        {
            Revision++;
            if (answer.Kind != DecisionKind.NotMine)
            {
                State = StateAfter(answer.Kind);
                Justification = answer.Justification;
                Until = answer.Until;
                AnsweredById = by;
                AnsweredAt = now;
            }
        }
        return decided;
    }

    /// <summary>What <see cref="Decide"/> would say; nothing changes.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="by">Who would give it; null for callers that are no person.</param>
    /// <param name="campaign">The item's campaign as it is now.</param>
    /// <param name="now">The time.</param>
    /// <param name="independence">Who may not answer now.</param>
    public Decided Foresee(Answer answer, PersonId? by, Campaign campaign, DateTimeOffset now, Independence independence) => by switch
    {
        null => Decided.NotReviewer,
        _ when by != ReviewerId => Decided.NotReviewer,
        _ when Refusal(answer, by.Value, campaign, now, independence) is { } refusal => refusal,
        _ when IsAgainstRevoke(answer.Kind) => Decided.RevokeStands,
        _ when IsSame(answer) => Decided.AlreadySo,
        _ when answer.SeenRevision is { } seen && HasChangedSince(seen) => Decided.ChangedMeanwhile,
        _ => Decided.Recorded,
    };

    /// <summary>Whether it was answered since somebody looked at it. While votes are gathered, what others say meanwhile changes nothing that one looked at.</summary>
    /// <param name="seenRevision">Its <see cref="Revision"/> that they looked at.</param>
    public bool HasChangedSince(int seenRevision) => seenRevision != Revision && !(IsByVotes && State == ReviewItemState.Open);

    /// <summary>The place of somebody who is asked about it in its present stage.</summary>
    public ReviewVote VoteOf(ReviewerChoice choice) => new()
    {
        CampaignId = CampaignId,
        ItemId = Id,
        Stage = Stage,
        ReviewerId = choice.Reviewer,
        Reason = choice.Reason,
        Trail = choice.Trail,
    };

    /// <summary>Takes a vote. Whether it is recorded at all, and whether it counts, is in what is returned; what all votes come to, <see cref="Settle"/> says.</summary>
    /// <param name="answer">What is said.</param>
    /// <param name="vote">The place of who says it.</param>
    /// <param name="campaign">The item's campaign as it is now.</param>
    /// <param name="now">The time.</param>
    /// <param name="independence">Who may not answer now.</param>
    public Decided Vote(Answer answer, ReviewVote vote, Campaign campaign, DateTimeOffset now, Independence independence)
    {
        var decided = Foresee(answer, vote, campaign, now, independence);
        if (decided == Decided.RevokeStands)
        {
            HasConflict = true;
            Revision++;
        }
        else if (decided == Decided.Recorded)
        {
            Revision++;
            if (answer.Kind != DecisionKind.NotMine)
            {
                vote.Cast(answer, now);
            }
        }
        return decided;
    }

    /// <summary>What <see cref="Vote"/> would say; nothing changes.</summary>
    /// <param name="answer">What would be said.</param>
    /// <param name="vote">The place of who would say it.</param>
    /// <param name="campaign">The item's campaign as it is now.</param>
    /// <param name="now">The time.</param>
    /// <param name="independence">Who may not answer now.</param>
    public Decided Foresee(Answer answer, ReviewVote vote, Campaign campaign, DateTimeOffset now, Independence independence) => vote switch
    {
        _ when vote.Stage != Stage => Decided.StageOver,
        _ when Refusal(answer, vote.ReviewerId, campaign, now, independence) is { } refusal => refusal,
        _ when IsAgainstRevoke(answer.Kind) => Decided.RevokeStands,
        _ when vote.Kind == answer.Kind && vote.Justification == answer.Justification && vote.Until == answer.Until => Decided.AlreadySo,
        _ when answer.SeenRevision is { } seen && HasChangedSince(seen) => Decided.ChangedMeanwhile,
        _ => Decided.Recorded,
    };

    /// <summary>Says what the votes of its stage come to. Where that goes on to the next stage, it is open again there, and others have to be asked.</summary>
    /// <param name="votes">The votes of its stage.</param>
    /// <param name="campaign">The item's campaign.</param>
    /// <param name="isOver">Whether no more votes come: then what would go on to a further stage stays unanswered, since nobody is asked there any more.</param>
    /// <returns>True when it came to the next stage.</returns>
    public bool Settle(IReadOnlyCollection<ReviewVote> votes, Campaign campaign, bool isOver)
    {
        var stage = campaign.Stages[Stage];
        var outcome = Ballot.Of(votes.Select(v => v.Kind)).Outcome(stage.Strategy, stage.Quorum, isOver);
        // What was decided to go already only ever becomes stricter, and is not asked about again.
        var isGoingOn = State is not (ReviewItemState.Revoked or ReviewItemState.Reduced) && Stage + 1 < campaign.Stages.Count && stage.Advances.Contains(outcome);
        if (isGoingOn && !isOver)
        {
            Stage++;
            Clear();
            return true;
        }
        State = isGoingOn ? ReviewItemState.Unanswered : outcome;
        var deciding = votes.Where(v => v.Kind is { } kind && StateAfter(kind) == State).MaxBy(v => v.At);
        Justification = deciding?.Justification;
        AnsweredById = deciding?.ReviewerId;
        AnsweredAt = deciding?.At;
        Until = State == ReviewItemState.Attested ? votes.Where(v => v.Kind == DecisionKind.Attest).Min(v => v.Until) : null;
        return false;
    }

    /// <summary>Revokes it because nobody answered, in nobody's name.</summary>
    /// <exception cref="InvalidOperationException">Somebody answered.</exception>
    public void RevokeByPolicy(string reason, DateTimeOffset now)
    {
        if (State is not (ReviewItemState.Open or ReviewItemState.Unanswered))
        {
            throw new InvalidOperationException($"The item {Id.Value} is {State}: a policy decides only what nobody answered.");
        }
        Clear();
        (State, Justification, ByPolicyAt) = (ReviewItemState.Revoked, reason, now);
        Revision++;
    }

    /// <summary>Says who is asked first in its stage, where its decision follows from votes.</summary>
    public void Lead(ReviewVote vote)
    {
        ReviewerId = vote.ReviewerId;
        ReviewerReason = vote.Reason;
        Trail = vote.Trail;
    }

    /// <summary>Asks someone else. The person who was asked so far becomes part of the trail.</summary>
    public void PassOn(ReviewerChoice choice)
    {
        ReviewerId = choice.Reviewer;
        ReviewerReason = choice.Reason;
        Trail = choice.Trail;
        Clear();
    }

    private void Clear()
    {
        State = ReviewItemState.Open;
        Justification = null;
        Until = null;
        AnsweredById = null;
        AnsweredAt = null;
    }

    /// <summary>Whether the answer is weaker than a revoke or reduce on record: those only ever become stricter.</summary>
    private bool IsAgainstRevoke(DecisionKind kind) => State switch
    {
        ReviewItemState.Revoked => kind != DecisionKind.Revoke,
        ReviewItemState.Reduced => kind is not (DecisionKind.Revoke or DecisionKind.Reduce),
        ReviewItemState.Open or ReviewItemState.Attested or ReviewItemState.Abstained or ReviewItemState.Unanswered => false,
    };

    private bool IsSame(Answer answer) =>
        answer.Kind != DecisionKind.NotMine
        && State == StateAfter(answer.Kind) && answer.Justification == Justification && answer.Until == Until;

    private Decided? Refusal(Answer answer, PersonId by, Campaign campaign, DateTimeOffset now, Independence independence)
    {
        // Whoever may not decide may still say whose it is.
        var isDecision = answer.Kind != DecisionKind.NotMine;
        switch (independence.Refusal(by))
        {
            case PassedOver.OwnAccess:
                return Decided.OwnAccess;
            case PassedOver.GaveIt when isDecision:
                return Decided.GaveIt;
            case PassedOver.OwnsItAlone when isDecision:
                return Decided.OwnsItAlone;
        }
        if (!campaign.AcceptsDecisions)
        {
            return Decided.NotOpen;
        }
        if (answer.Until <= now)
        {
            return Decided.UntilPassed;
        }
        return answer.Justification.Length == 0 && NeedsReason(answer.Kind) ? Decided.ReasonMissing : null;
    }

    private bool NeedsReason(DecisionKind kind) => kind switch
    {
        DecisionKind.Revoke or DecisionKind.Reduce => true,
        DecisionKind.Attest => Shown.IsPrivileged,
        DecisionKind.NotMine or DecisionKind.Abstain => false,
    };

    /// <summary>What an answer alone comes to.</summary>
    internal static ReviewItemState StateAfter(DecisionKind kind) => kind switch
    {
        DecisionKind.Attest => ReviewItemState.Attested,
        DecisionKind.Revoke => ReviewItemState.Revoked,
        DecisionKind.Reduce => ReviewItemState.Reduced,
        DecisionKind.NotMine => ReviewItemState.Open,
        DecisionKind.Abstain => ReviewItemState.Abstained,
    };
}
