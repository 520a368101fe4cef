using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Reviews.NoAnswers;
using Portal.Data.Reviews.Stages;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Schedules;

/// <summary>What the record keeps of a template.</summary>
internal sealed record RecordedTemplate(
    string Name,
    string Filter,
    Recurrence Recurrence,
    int DueDays,
    PersonId OwnerId,
    bool IsActive,
    DateTimeOffset StartedThrough,
    string? Problem,
    IReadOnlyList<ReviewStage> Stages,
    bool? OwnersDecideAlone,
    NoAnswerPolicy? NoAnswer)
{
    /// <summary>The template as it is.</summary>
    public static RecordedTemplate Of(CampaignTemplate template) => new(
        template.Name,
        template.Filter,
        template.Recurrence,
        template.DueDays,
        template.OwnerId,
        template.IsActive,
        template.StartedThrough.ToMicrosecond(),
        template.Problem,
        template.Stages,
        template.OwnersDecideAlone,
        template.NoAnswer);

    /// <summary>How the record names it.</summary>
    public static AuditSubject SubjectOf(CampaignTemplate template) => new("campaignTemplate", template.Id.Value.ToString(), template.Name);
}
