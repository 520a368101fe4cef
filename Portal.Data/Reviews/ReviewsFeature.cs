using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Audit.Verification;
using Portal.Data.Inventory;
using Portal.Data.People;
using Portal.Data.Reviews.Notices;
using Portal.Data.Reviews.Records;
using Portal.Data.Reviews.Remediations;

namespace Portal.Data.Reviews;

/// <summary>Registers reviews. The portal brings the words of their mail, see <see cref="IReviewMails"/>.</summary>
public static class ReviewsFeature
{
    /// <summary>Adds the feature.</summary>
    public static IServiceCollection AddReviews(this IServiceCollection services) => services
        // In this order: the items of a leaver may go to who answers for the campaign now.
        .AddSingleton<PassOnCampaignsOfLeavers>()
        .AddSingleton<ILeaverFollower>(p => p.GetRequiredService<PassOnCampaignsOfLeavers>())
        .AddSingleton<AdoptCampaigns>()
        .AddSingleton<CampaignHandoverNotices>()
        .AddSingleton<PassOnItemsOfLeavers>()
        .AddSingleton<ILeaverFollower>(p => p.GetRequiredService<PassOnItemsOfLeavers>())
        .AddSingleton<FactsReader>()
        .AddSingleton<CreateCampaign>()
        .AddSingleton<LaunchCampaign>()
        .AddSingleton<CloseCampaign>()
        .AddSingleton<CancelCampaign>()
        .AddSingleton<ReopenCampaign>()
        .AddSingleton<DecideReviewItems>()
        .AddSingleton<CertifyEarlierDecisions>()
        .AddSingleton<ReviewNotices>()
        .AddSingleton<RemindReviewers>()
        .AddSingleton<RemediationPlans>()
        .AddSingleton<MarkRemediationApplied>()
        .AddSingleton<RetryRemediation>()
        .AddSingleton<UndoRemediation>()
        .AddSingleton<AcceptRemediationRisk>()
        .AddSingleton<RemediationQueries>()
        .AddSingleton<ReadRemediations>()
        .AddSingleton<CampaignQueries>()
        .AddSingleton<ReviewQueries>()
        .AddSingleton<ISnapshotFollower, VerifyRemediations>()
        .AddSingleton<IRecordedRows, CampaignRows>()
        .AddSingleton<IRecordedRows, ReviewItemRows>()
        .AddSingleton<IRecordedRows, RemediationRows>();
}
