using Portal.Data.Access;
using Portal.Data.Inventory;

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

    /// <summary>Who is asked; never empty.</summary>
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

    /// <summary>True when someone answered against a revoke that stands.</summary>
    public bool HasConflict { get; private set; }

    /// <summary>Counts its answers, so that a page can say which state it showed.</summary>
    public int Revision { get; private set; }

    /// <summary>Takes an answer. Whether it is recorded at all, and whether it counts, is in what is returned.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="by">Who gives it; null for callers that are no person.</param>
    /// <param name="campaign">The item's campaign as it is now.</param>
    /// <param name="now">The time.</param>
    public Decided Decide(Answer answer, PersonId? by, Campaign campaign, DateTimeOffset now)
    {
        if (Refusal(answer, by, campaign, now) is { } refusal)
        {
            return refusal;
        }
        if (IsAgainstRevoke(answer.Kind))
        {
            HasConflict = true;
            Revision++;
            return Decided.RevokeStands;
        }
        if (IsSame(answer))
        {
            return Decided.AlreadySo;
        }
        if (answer.SeenRevision is { } seen && seen != Revision)
        {
            return Decided.ChangedMeanwhile;
        }
        Revision++;
        if (answer.Kind != DecisionKind.NotMine)
        {
            State = StateAfter(answer.Kind);
            Justification = answer.Justification;
            Until = answer.Until;
            AnsweredById = by;
            AnsweredAt = now;
        }
        return Decided.Recorded;
    }

    /// <summary>Asks someone else. The person who was asked so far becomes part of the trail.</summary>
    public void PassOn(ReviewerChoice choice)
    {
        ReviewerId = choice.Reviewer;
        ReviewerReason = choice.Reason;
        Trail = choice.Trail;
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

    private Decided? Refusal(Answer answer, PersonId? by, Campaign campaign, DateTimeOffset now)
    {
        if (by != ReviewerId)
        {
            return Decided.NotReviewer;
        }
        if (by == SubjectId)
        {
            return Decided.OwnAccess;
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

    private static ReviewItemState StateAfter(DecisionKind kind) => kind switch
    {
        DecisionKind.Attest => ReviewItemState.Attested,
        DecisionKind.Revoke => ReviewItemState.Revoked,
        DecisionKind.Reduce => ReviewItemState.Reduced,
        DecisionKind.NotMine => ReviewItemState.Open,
        DecisionKind.Abstain => ReviewItemState.Abstained,
    };
}
