namespace Portal.Data.Reviews;

/// <summary>A campaign as one of its reviewers sees it.</summary>
/// <param name="Id">The campaign.</param>
/// <param name="Name">Its name.</param>
/// <param name="State">Where it is.</param>
/// <param name="DueAt">When answers are due.</param>
/// <param name="IsOverdue">Whether they are late.</param>
/// <param name="EndedAt">When decisions ended, or null before.</param>
/// <param name="OwnerName">Who answers for it.</param>
/// <param name="Items">How many items the reviewer was asked about.</param>
/// <param name="Open">How many of them wait.</param>
/// <param name="Attested">How many stay.</param>
/// <param name="Revoked">How many go or are reduced.</param>
public sealed record MyReview(
    CampaignId Id,
    string Name,
    CampaignState State,
    DateTimeOffset DueAt,
    bool IsOverdue,
    DateTimeOffset? EndedAt,
    string OwnerName,
    int Items,
    int Open,
    int Attested,
    int Revoked)
{
    /// <summary>How many answers the reviewer wrote and did not submit.</summary>
    public int Drafts { get; init; }
}
