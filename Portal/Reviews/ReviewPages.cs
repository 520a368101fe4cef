using Portal.Data.Reviews.Evidence;
using Portal.Data.Reviews.Notices;

namespace Portal.Reviews;

/// <summary>Registers what reviews need of the portal.</summary>
internal static class ReviewPages
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddReviewPages(this IServiceCollection services) => services
        .AddSingleton<CampaignCommands>()
        .AddSingleton<IReviewMails, ReviewMails>()
        .AddSingleton<IEvidenceReports, EvidenceReports>()
        .AddHostedService<CarryHost>();
}
