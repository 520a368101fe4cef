using Portal.Data.Access;
using Portal.Data.Reviews.NoAnswers;
using Quartz;

namespace Portal.Reviews;

/// <summary>Puts overdue questions before who stands higher, and ends answers, as campaigns' policies say. That each step happens once is the database's doing, so every portal may run it.</summary>
/// <param name="escalate">Puts them before somebody else.</param>
/// <param name="end">Ends answers.</param>
[DisallowConcurrentExecution]
internal sealed class DeadlineJob(EscalateOverdue escalate, EndDueCampaigns end) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await escalate.RunAsync(Caller.System("deadlines"), cancellationToken);
        await end.RunAsync(Caller.System("deadlines"), cancellationToken);
    }
}
