using Portal.Data.Inventory;
using Portal.Data.Reviews.Advice;
using Portal.Data.Reviews.Drafts;
using Portal.Data.Reviews.Pauses;
using Portal.Data.Reviews.Stages;

namespace Portal.Data.Reviews;

/// <summary>An item in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CampaignId">The campaign.</param>
/// <param name="AgentId">The agent.</param>
/// <param name="IdentityId">The identity.</param>
/// <param name="EntitlementId">The entitlement.</param>
/// <param name="Shown">What the reviewer is shown.</param>
/// <param name="ShownHash">SHA-256 over that.</param>
/// <param name="Reviewer">Who is asked.</param>
/// <param name="ReviewerReason">Why it is them.</param>
/// <param name="Trail">Who comes first and was passed over, in order.</param>
/// <param name="State">What is known of it.</param>
/// <param name="Justification">The reason given, or null.</param>
/// <param name="AnsweredAt">When it was answered, or null.</param>
/// <param name="Until">Up to when an attestation is good, or null for the next review.</param>
/// <param name="HasConflict">True when someone answered against a revoke that stands.</param>
/// <param name="Revision">Counts its answers.</param>
public sealed record ReviewItemRow(
    ReviewItemId Id,
    CampaignId CampaignId,
    AgentId AgentId,
    IdentityId IdentityId,
    EntitlementId EntitlementId,
    ShownAccess Shown,
    string ShownHash,
    PersonRef Reviewer,
    ReviewerReason ReviewerReason,
    IReadOnlyList<RoutingHop> Trail,
    ReviewItemState State,
    string? Justification,
    DateTimeOffset? AnsweredAt,
    DateTimeOffset? Until,
    bool HasConflict,
    int Revision)
{
    /// <summary>The stage that it is in, counted from 0.</summary>
    public int Stage { get; init; }

    /// <summary>When the campaign's policy decided it, since nobody answered; else null.</summary>
    public DateTimeOffset? ByPolicyAt { get; init; }

    /// <summary>
    /// Who is or was asked, where its decision follows from several votes; else empty. On a reviewer's sheet only what they may see: their own
    /// vote, and those of earlier stages where theirs shows them.
    /// </summary>
    public IReadOnlyList<ReviewVoteRow> Votes { get; init; } = [];

    /// <summary>What the reviewer of a sheet says themselves; null while they said nothing, and where the item has one reviewer.</summary>
    public ReviewVoteRow? Own { get; init; }

    /// <summary>What the reviewer of a sheet means to answer and did not submit, or null.</summary>
    public ReviewDraftRow? Draft { get; init; }

    /// <summary>What the facts about it speak for; null outside a reviewer's sheet.</summary>
    public Recommendation? Recommended { get; init; }

    /// <summary>When it waited because its reviewer asked somebody or decides later, oldest first.</summary>
    public IReadOnlyList<ItemPauseRow> Pauses { get; init; } = [];

    /// <summary>Whether the reviewer of a sheet can still answer, as far as the item's stage goes.</summary>
    public bool IsInStage { get; init; } = true;
}
