using Portal.Data.Changes;
using Portal.Data.Inventory;

namespace Portal.Data.Reviews.MicroReviews;

/// <summary>One thing that set a rule off. It waits until a review asks about it, or until nothing of it is held any more.</summary>
public sealed class MicroReviewOccasion
{
    /// <summary>The longest key.</summary>
    internal const int KeyLength = 120;

    /// <summary>The longest reason.</summary>
    internal const int WhyLength = 500;

    /// <summary>Its id; grows with time.</summary>
    public MicroReviewOccasionId Id { get; init; } = MicroReviewOccasionId.New();

    /// <summary>The rule; it may be removed by now.</summary>
    public required MicroReviewRuleId RuleId { get; init; }

    /// <summary>Names what happened, unique for the rule: the same thing sets it off once.</summary>
    public required string Key { get; init; }

    /// <summary>Whose access.</summary>
    public required IdentityId IdentityId { get; init; }

    /// <summary>The entitlement that is to be reviewed, or null when it is about the identity.</summary>
    public EntitlementId? EntitlementId { get; init; }

    /// <summary>The change that set it off, or null when it was none, or is not known.</summary>
    public ChangeId? ChangeId { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the rule found it.</summary>
    public required DateTimeOffset FoundAt { get; init; }

    /// <summary>What happened, in a sentence; names in it come from outside.</summary>
    public required string Why { get; init; }

    /// <summary>The number of the review that asks about it, or null while it waits.</summary>
    public int? Review { get; set; }

    /// <summary>That review, once it is there.</summary>
    public CampaignId? CampaignId { get; set; }

    /// <summary>When it turned out that there is nothing left to ask about, or null.</summary>
    public DateTimeOffset? SettledAt { get; set; }
}
