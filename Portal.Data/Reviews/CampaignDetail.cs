namespace Portal.Data.Reviews;

/// <summary>A campaign with everything its page shows above its items.</summary>
/// <param name="Row">What lists show of it.</param>
/// <param name="Occurrence">Names the occasion.</param>
/// <param name="LaunchedAt">When reviewers were asked, or null before.</param>
/// <param name="EndedAt">When decisions ended, or null before.</param>
/// <param name="ClosedAt">When its last revoke was settled, or null before.</param>
/// <param name="Population">What it covers, or null before the launch.</param>
/// <param name="States">How many items are in which state.</param>
/// <param name="Reviewers">How far each reviewer is, most open items first.</param>
public sealed record CampaignDetail(
    CampaignRow Row,
    string Occurrence,
    DateTimeOffset? LaunchedAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset? ClosedAt,
    PopulationCounts? Population,
    IReadOnlyDictionary<ReviewItemState, int> States,
    IReadOnlyList<ReviewerProgress> Reviewers);
