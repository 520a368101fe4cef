namespace Portal.Data.Reviews.Analytics;

/// <summary>A campaign among others.</summary>
/// <param name="Id">The campaign.</param>
/// <param name="Name">Its name.</param>
/// <param name="State">Where it is.</param>
/// <param name="LaunchedAt">When reviewers were asked, or null before.</param>
/// <param name="Items">How many items it has.</param>
/// <param name="Answered">How many of them somebody answered.</param>
/// <param name="Revoked">How many of those were revoked or are to be reduced.</param>
/// <param name="RevokeRate">Revoked among answered, 0..1; null before anything was answered.</param>
/// <param name="HoursToAnswer">The median of the hours from the launch, when reviewers got their mail, to the answer that counts; null before one.</param>
/// <param name="DaysToProof">The median of the days from a revoke to the snapshot that shows that it is gone; null before one.</param>
public sealed record CampaignSummary(
    CampaignId Id,
    string Name,
    CampaignState State,
    DateTimeOffset? LaunchedAt,
    int Items,
    int Answered,
    int Revoked,
    double? RevokeRate,
    double? HoursToAnswer,
    double? DaysToProof);
