using Portal.Data.Access;
using Portal.Data.Notices;
using Portal.Data.Notices.Digests;
using Quartz;

namespace Portal.Notices;

/// <summary>Watches for sources that go quiet, and mails digests. That each happens once is the database's doing, so every portal may run it.</summary>
/// <param name="watch">Watches.</param>
/// <param name="digests">Mails.</param>
[DisallowConcurrentExecution]
internal sealed class NoticeJob(WatchSources watch, SendNoticeDigests digests) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var by = Caller.System("notices");
        await watch.RunAsync(by, cancellationToken);
        await digests.RunAsync(by, cancellationToken);
    }
}
