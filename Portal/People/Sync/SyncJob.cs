using Portal.Data.Access;
using Portal.Data.People.Sync;
using Quartz;

namespace Portal.People.Sync;

/// <summary>Brings people up to date from the directory every hour. That two portals do not do it twice is the database's doing.</summary>
/// <param name="sync">Does it.</param>
/// <param name="reader">The directory.</param>
[DisallowConcurrentExecution]
internal sealed class SyncJob(SyncDirectory sync, IDirectoryReader reader) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        if (reader.IsSetUp)
        {
            await sync.RunAsync(confirmed: null, Caller.System("directory sync"), cancellationToken);
        }
    }
}
