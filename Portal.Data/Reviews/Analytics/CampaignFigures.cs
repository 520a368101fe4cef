namespace Portal.Data.Reviews.Analytics;

/// <summary>How a campaign went, or goes.</summary>
/// <param name="Summary">In one line, as trends compare it.</param>
/// <param name="Overdue">Items that are open although answers were due.</param>
/// <param name="Burndown">How many items were open at the end of each day since the launch, in UTC; empty before it.</param>
/// <param name="Reviewers">By who is asked, most open items first.</param>
/// <param name="Teams">By the manager of who is asked, most open items first.</param>
public sealed record CampaignFigures(
    CampaignSummary Summary, int Overdue, IReadOnlyList<OpenOnDay> Burndown, IReadOnlyList<ReviewerFigures> Reviewers, IReadOnlyList<ReviewerFigures> Teams);
