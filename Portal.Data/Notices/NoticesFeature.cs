using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Audit.Verification;
using Portal.Data.Changes;
using Portal.Data.Notices.Delivery;
using Portal.Data.Notices.Digests;
using Portal.Data.Notices.Records;

namespace Portal.Data.Notices;

/// <summary>Registers notices.</summary>
internal static class NoticesFeature
{
    /// <summary>Adds the feature.</summary>
    public static IServiceCollection AddNotices(this IServiceCollection services) => services
        .AddSingleton<IChangeFollower, NoticeWriter>()
        .AddSingleton<NoticeQueries>()
        .AddSingleton<NoticeRuleQueries>()
        .AddSingleton<ReadNotices>()
        .AddSingleton<SaveNoticeRule>()
        .AddSingleton<DeleteNoticeRule>()
        .AddSingleton<TestNoticeRule>()
        .AddSingleton<RetryNoticeRule>()
        .AddSingleton<WatchSources>()
        .AddSingleton<NoticeOutbox>()
        .AddSingleton<SendNoticeDigests>()
        .AddSingleton<IRecordedRows, NoticeRuleRows>();
}
