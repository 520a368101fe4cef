using Portal.Data.Inventory;

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
    int Revision);
