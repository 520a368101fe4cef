using Portal.Data.Access;
using Portal.Data.Reviews.Schedules;
using Quartz;

namespace Portal.Reviews;

/// <summary>Starts campaigns whose time has come. That each occurrence starts once is the database's doing, so every portal may run it.</summary>
/// <param name="start">Starts them.</param>
[DisallowConcurrentExecution]
internal sealed class ScheduleJob(StartScheduledCampaigns start) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await start.RunAsync(Caller.System("schedules"), cancellationToken);
}
