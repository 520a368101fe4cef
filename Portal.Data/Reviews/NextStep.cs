namespace Portal.Data.Reviews;

/// <summary>Something that can be done next with a campaign, or could be if it were not for a reason.</summary>
/// <param name="Step">The step.</param>
/// <param name="Refusal">Why it cannot be done now; null when it can.</param>
public sealed record NextStep(CampaignStep Step, CampaignMoved? Refusal = null);
