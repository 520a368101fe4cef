using Portal.Data.Access;
using Portal.Data.Reviews.Advice;

namespace Portal.Data.Reviews.Drafts;

/// <summary>What a reviewer means to answer to an item and has not submitted: it decides nothing, and is theirs alone to see.</summary>
public sealed class ReviewDraft
{
    /// <summary>The campaign.</summary>
    public required CampaignId CampaignId { get; init; }

    /// <summary>The item.</summary>
    public required ReviewItemId ItemId { get; init; }

    /// <summary>Whose draft it is.</summary>
    public required PersonId ReviewerId { get; init; }

    /// <summary>The answer, or null while there are words alone.</summary>
    public DecisionKind? Kind { get; private set; }

    /// <summary>Why, in the reviewer's words; empty where none was given.</summary>
    public string Justification { get; private set; } = string.Empty;

    /// <summary>Up to when an attestation is good, or null for the next review.</summary>
    public DateTimeOffset? Until { get; private set; }

    /// <summary>The item's <see cref="ReviewItem.Revision"/> that the reviewer looked at.</summary>
    public int SeenRevision { get; private set; }

    /// <summary>What the reviewer was recommended when it was saved, or null.</summary>
    public Recommendation? Recommended { get; private set; }

    /// <summary>When it was saved last.</summary>
    public DateTimeOffset SavedAt { get; private set; }

    /// <summary>Keeps what is meant now in place of what was meant before.</summary>
    /// <param name="answer">What is meant.</param>
    /// <param name="recommended">What the reviewer is recommended, or null.</param>
    /// <param name="now">The time.</param>
    public void Keep(DraftAnswer answer, Recommendation? recommended, DateTimeOffset now)
    {
        Kind = answer.Kind;
        Justification = answer.Justification;
        Until = answer.Kind == DecisionKind.Attest ? answer.Until : null;
        SeenRevision = answer.SeenRevision;
        Recommended = recommended;
        SavedAt = now;
    }

    /// <summary>The answer that submitting it gives; null while none was chosen.</summary>
    public Answer? ToAnswer() => Kind is { } kind ? new(ItemId, kind, Justification, Until, SeenRevision) { Recommended = Recommended } : null;
}
