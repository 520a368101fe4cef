using Portal.Data.Inventory;

namespace Portal.Data.Reviews.MicroReviews;

/// <summary>A rule as lists and its page show it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Trigger">What sets it off.</param>
/// <param name="Threshold">The risk or the days that it takes, or null.</param>
/// <param name="Filter">Whose access, as query text.</param>
/// <param name="DueDays">How many days reviewers have.</param>
/// <param name="GatherMinutes">How long the first waits for more to join it, in minutes.</param>
/// <param name="Owner">Who answers for its reviews.</param>
/// <param name="IsActive">Whether it opens reviews.</param>
/// <param name="WatchedFrom">From when on what became known sets it off.</param>
/// <param name="Occasions">How often it was set off.</param>
/// <param name="Waiting">How many of these wait for a review.</param>
/// <param name="Reviews">How many reviews it began.</param>
/// <param name="LastReview">The last of them, or null.</param>
/// <param name="LastReviewState">Where that is, or null.</param>
/// <param name="Problem">What keeps it from opening a review, or null.</param>
/// <param name="Version">Counts its changes by people.</param>
public sealed record MicroReviewRuleRow(
    MicroReviewRuleId Id,
    string Name,
    MicroReviewTrigger Trigger,
    int? Threshold,
    string Filter,
    int DueDays,
    int GatherMinutes,
    PersonRef Owner,
    bool IsActive,
    DateTimeOffset WatchedFrom,
    int Occasions,
    int Waiting,
    int Reviews,
    CampaignId? LastReview,
    CampaignState? LastReviewState,
    string? Problem,
    int Version)
{
    /// <summary>The draft that changes nothing.</summary>
    public MicroReviewDraft ToDraft() => new(Name, Trigger, Threshold, Filter, DueDays, GatherMinutes, Owner.Id, IsActive);
}
