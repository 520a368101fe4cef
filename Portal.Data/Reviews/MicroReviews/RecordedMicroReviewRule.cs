using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.MicroReviews;

/// <summary>What the record keeps of a rule.</summary>
internal sealed record RecordedMicroReviewRule(
    string Name,
    MicroReviewTrigger Trigger,
    int? Threshold,
    string Filter,
    int DueDays,
    int GatherMinutes,
    PersonId OwnerId,
    bool IsActive,
    DateTimeOffset CreatedAt,
    DateTimeOffset WatchedFrom,
    int Occasions,
    int Reviews,
    CampaignId? CampaignId,
    string? Problem)
{
    /// <summary>The rule as it is.</summary>
    public static RecordedMicroReviewRule Of(MicroReviewRule rule) => new(
        rule.Name,
        rule.Trigger,
        rule.Threshold,
        rule.Filter,
        rule.DueDays,
        rule.GatherMinutes,
        rule.OwnerId,
        rule.IsActive,
        rule.CreatedAt.ToMicrosecond(),
        rule.WatchedFrom.ToMicrosecond(),
        rule.Occasions,
        rule.Reviews,
        rule.CampaignId,
        rule.Problem);

    /// <summary>How the record names it.</summary>
    public static AuditSubject SubjectOf(MicroReviewRule rule) => new("microReviewRule", rule.Id.Value.ToString(), rule.Name);
}
