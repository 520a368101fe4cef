using Portal.Data.Access;
using Portal.Data.Reviews.Notices;
using Quartz;

namespace Portal.Reviews;

/// <summary>Reminds reviewers every so often. That each is reminded once is the database's doing, so every portal may run it.</summary>
/// <param name="remind">Reminds them.</param>
[DisallowConcurrentExecution]
internal sealed class ReminderJob(RemindReviewers remind) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await remind.RunAsync(Caller.System("reminders"), cancellationToken);
}
