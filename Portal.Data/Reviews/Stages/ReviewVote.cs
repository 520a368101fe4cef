using Portal.Data.Access;

namespace Portal.Data.Reviews.Stages;

/// <summary>
/// That a person is asked about an item in a stage, and what they say of it last. Only campaigns with stages have them: elsewhere an item has
/// one reviewer and their answer is its decision.
/// </summary>
public sealed class ReviewVote
{
    /// <summary>Its id.</summary>
    public ReviewVoteId Id { get; init; } = ReviewVoteId.New();

    /// <summary>The campaign.</summary>
    public required CampaignId CampaignId { get; init; }

    /// <summary>The item.</summary>
    public required ReviewItemId ItemId { get; init; }

    /// <summary>The stage, counted from 0.</summary>
    public required int Stage { get; init; }

    /// <summary>Who is asked.</summary>
    public required PersonId ReviewerId { get; set; }

    /// <summary>Why it is them.</summary>
    public required ReviewerReason Reason { get; set; }

    /// <summary>Who comes first and was passed over, in order, those included who were asked before.</summary>
    public required IReadOnlyList<RoutingHop> Trail { get; set; }

    /// <summary>What they say, or null while they said nothing.</summary>
    public DecisionKind? Kind { get; private set; }

    /// <summary>Why, in their words; null while they said nothing.</summary>
    public string? Justification { get; private set; }

    /// <summary>Up to when an attestation is good, or null.</summary>
    public DateTimeOffset? Until { get; private set; }

    /// <summary>When they said it, or null.</summary>
    public DateTimeOffset? At { get; private set; }

    /// <summary>Keeps what they say in place of what they said before.</summary>
    public void Cast(Answer answer, DateTimeOffset now)
    {
        Kind = answer.Kind;
        Justification = answer.Justification;
        Until = answer.Until;
        At = now;
    }

    /// <summary>Asks someone else in their place.</summary>
    public void PassOn(ReviewerChoice choice)
    {
        ReviewerId = choice.Reviewer;
        Reason = choice.Reason;
        Trail = choice.Trail;
        Kind = null;
        Justification = null;
        Until = null;
        At = null;
    }
}
