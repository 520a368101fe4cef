using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Reviews.Remediations;

namespace Portal.Data.Reviews;

/// <summary>What a review said about one entitlement.</summary>
/// <param name="Item">The item.</param>
/// <param name="CampaignId">The campaign.</param>
/// <param name="CampaignName">Its name.</param>
/// <param name="IdentityId">Who held it.</param>
/// <param name="IdentityName">The holder's short name at the launch.</param>
/// <param name="Entitlement">What was reviewed.</param>
/// <param name="State">What was said.</param>
/// <param name="Justification">Why, or null.</param>
/// <param name="Reviewer">Who is or was asked.</param>
/// <param name="AnsweredBy">Who answered, or null.</param>
/// <param name="AnsweredAt">When it was answered, or null.</param>
/// <param name="DueAt">When answers are due.</param>
/// <param name="Remediation">How far a revoke is, or null when there is none.</param>
public sealed record AccessReviewRow(
    ReviewItemId Item,
    CampaignId CampaignId,
    string CampaignName,
    IdentityId IdentityId,
    string IdentityName,
    EntitlementRef Entitlement,
    ReviewItemState State,
    string? Justification,
    PersonRef Reviewer,
    PersonRef? AnsweredBy,
    DateTimeOffset? AnsweredAt,
    DateTimeOffset DueAt,
    RemediationState? Remediation);
