using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Audit.Verification;
using Portal.Data.Inventory;
using Portal.Data.People;
using Portal.Data.Platforms;
using Portal.Data.Reviews.Absences;
using Portal.Data.Reviews.Analytics;
using Portal.Data.Reviews.Drafts;
using Portal.Data.Reviews.Evidence;
using Portal.Data.Reviews.Frequencies;
using Portal.Data.Reviews.MicroReviews;
using Portal.Data.Reviews.NoAnswers;
using Portal.Data.Reviews.Notices;
using Portal.Data.Reviews.Pauses;
using Portal.Data.Reviews.Reassignment;
using Portal.Data.Reviews.Records;
using Portal.Data.Reviews.Remediations;
using Portal.Data.Reviews.Remediations.Carrying;
using Portal.Data.Reviews.Samples;
using Portal.Data.Reviews.Schedules;
using Portal.Data.Reviews.Stages;

namespace Portal.Data.Reviews;

/// <summary>Registers reviews. The portal brings the words of their mail, see <see cref="IReviewMails"/>.</summary>
public static class ReviewsFeature
{
    /// <summary>Adds the feature.</summary>
    public static IServiceCollection AddReviews(this IServiceCollection services)
    {
        services.AddOptions<ReviewOptions>()
            .BindConfiguration(ReviewOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        return services.AddCampaigns().AddAbsences().AddSchedules().AddMicroReviews().AddRemediations();
    }

    private static IServiceCollection AddCampaigns(this IServiceCollection services) => services
        // In this order: the items of a leaver may go to who answers for the campaign now.
        .AddSingleton<PassOnCampaignsOfLeavers>()
        .AddSingleton<ILeaverFollower>(p => p.GetRequiredService<PassOnCampaignsOfLeavers>())
        .AddSingleton<AdoptCampaigns>()
        .AddSingleton<CampaignHandoverNotices>()
        .AddSingleton<MoveOpenItems>()
        .AddSingleton<PassOnItemsOfLeavers>()
        .AddSingleton<ILeaverFollower>(p => p.GetRequiredService<PassOnItemsOfLeavers>())
        .AddSingleton<IImpliedRoles, ReviewerRoles>()
        .AddSingleton<FactsReader>()
        .AddSingleton<CreateCampaign>()
        .AddSingleton<CollectCampaign>()
        .AddSingleton<SignScopeException>()
        .AddSingleton<LaunchCampaign>()
        .AddSingleton<PauseCampaign>()
        .AddSingleton<ResumeCampaign>()
        .AddSingleton<CloseCampaign>()
        .AddSingleton<ApplyNoAnswerPolicy>()
        .AddSingleton<EndDueCampaigns>()
        .AddSingleton<EscalateOverdue>()
        .AddSingleton<CancelCampaign>()
        .AddSingleton<ReopenCampaign>()
        .AddSingleton<SealCampaign>()
        .AddSingleton<AnswerTaker>()
        .AddSingleton<DecideReviewItems>()
        .AddSingleton<SaveReviewDrafts>()
        .AddSingleton<SubmitReviewDrafts>()
        .AddSingleton<DiscardReviewDrafts>()
        .AddSingleton<ReviewDraftQueries>()
        .AddSingleton<QuestionMail>()
        .AddSingleton<AskAboutItem>()
        .AddSingleton<PostponeItem>()
        .AddSingleton<ReplyToQuestion>()
        .AddSingleton<QuestionQueries>()
        .AddSingleton<ReassignReviewItems>()
        .AddSingleton<CertifyEarlierDecisions>()
        .AddSingleton<ReviewNotices>()
        .AddSingleton<RemindReviewers>()
        .AddSingleton<CampaignQueries>()
        .AddSingleton<WriteEvidence>()
        .AddSingleton<DrawSample>()
        .AddSingleton<CampaignFiguresQueries>()
        .AddSingleton<ReviewQueries>()
        .AddSingleton<IRecordedRows, CampaignRows>()
        .AddSingleton<IRecordedRows, ReviewItemRows>()
        .AddSingleton<IRecordedRows, PauseRows>();

    private static IServiceCollection AddAbsences(this IServiceCollection services) => services
        .AddSingleton<PlanAbsence>()
        .AddSingleton<EndAbsence>()
        .AddSingleton<BeginAbsences>()
        .AddSingleton<AbsenceQueries>()
        .AddSingleton<IRecordedRows, AbsenceRows>();

    private static IServiceCollection AddSchedules(this IServiceCollection services) => services
        .AddSingleton<SaveCampaignTemplate>()
        .AddSingleton<StartScheduledCampaigns>()
        .AddSingleton<CampaignTemplateQueries>()
        .AddSingleton<RecordFrequencyAnalysis>()
        .AddSingleton<FrequencyAnalysisQueries>()
        .AddSingleton<IRecordedRows, FrequencyRows>()
        .AddSingleton<IRecordedRows, TemplateRows>();

    private static IServiceCollection AddMicroReviews(this IServiceCollection services) => services
        .AddSingleton<SaveMicroReviewRule>()
        .AddSingleton<DeleteMicroReviewRule>()
        .AddSingleton<StartMicroReviews>()
        .AddSingleton<MicroReviewQueries>()
        .AddSingleton<IRecordedRows, MicroReviewRuleRows>();

    private static IServiceCollection AddRemediations(this IServiceCollection services) => services
        .AddSingleton<RemediationPlans>()
        .AddSingleton<RevokeItems>()
        .AddSingleton(RemediationOptions.Usual)
        .AddSingleton(CarryPace.Usual)
        .AddSingleton<IRevocationCarriers, NoCarriers>()
        .AddSingleton<CarryRequests>()
        .AddSingleton<CarryBrakes>()
        .AddSingleton<ReleaseBrake>()
        .AddSingleton<CarryActs>()
        .AddSingleton<CarryOut>()
        .AddSingleton<ApplyRemediations>()
        .AddSingleton<RemainingPaths>()
        .AddSingleton<SortRemediations>()
        .AddSingleton<ApplyRemediation>()
        .AddSingleton<ApproveRemediation>()
        .AddSingleton<MarkRemediationApplied>()
        .AddSingleton<RetryRemediation>()
        .AddSingleton<UndoRemediation>()
        .AddSingleton<AcceptRemediationRisk>()
        .AddSingleton<RemediationQueries>()
        .AddSingleton<ReadRemediations>()
        .AddSingleton<ISnapshotFollower, VerifyRemediations>()
        .AddSingleton<IRecordedRows, RemediationRows>()
        .AddSingleton<IRecordedRows, CarryActRows>()
        .AddSingleton<IRecordedRows, BrakeRows>();
}
