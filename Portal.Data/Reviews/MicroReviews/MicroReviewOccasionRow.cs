using Portal.Data.Changes;
using Portal.Data.Inventory;

namespace Portal.Data.Reviews.MicroReviews;

/// <summary>One thing that set a rule off, or would have.</summary>
/// <param name="At">When it happened.</param>
/// <param name="Why">What happened, in a sentence; names in it come from outside.</param>
/// <param name="IdentityId">Whose access.</param>
/// <param name="Identity">Its name.</param>
/// <param name="Agent">The agent that it belongs to now, or null.</param>
/// <param name="ChangeId">The change that set it off, or null.</param>
/// <param name="CampaignId">The review that asks about it, or null.</param>
/// <param name="Campaign">That review's name, or null.</param>
/// <param name="SettledAt">When it turned out that there is nothing left to ask about, or null.</param>
public sealed record MicroReviewOccasionRow(
    DateTimeOffset At, string Why, IdentityId IdentityId, string Identity, AgentRef? Agent, ChangeId? ChangeId, CampaignId? CampaignId, string? Campaign, DateTimeOffset? SettledAt);
