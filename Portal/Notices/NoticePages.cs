using Portal.Data.Notices;
using Portal.Data.Notices.Digests;
using Portal.Hosting.Outbound;

namespace Portal.Notices;

/// <summary>Registers what notices need of the portal.</summary>
internal static class NoticePages
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddNoticePages(this IServiceCollection services) => services
        .AddSingleton<INoticeChannels, NoticeChannels>()
        .AddSingleton<INoticeMails, NoticeMails>()
        .AddSingleton<NoticePayload>()
        .AddSingleton(p => new OutboundPost(p.GetRequiredService<OutboundGuard>(), p.GetRequiredService<TimeProvider>(), OutboundPost.Patience))
        .AddSingleton<NoticePosting>()
        .AddHostedService<NoticeSender>();
}
