using Portal.Data.Inventory;

namespace Portal.Data.Reviews;

/// <summary>With what a campaign was signed off.</summary>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
/// <param name="Words">What was signed.</param>
public sealed record CampaignSignature(PersonRef By, DateTimeOffset At, string Words);
