using Portal.Data.Access;
using Portal.Data.Reviews.MicroReviews;
using Quartz;

namespace Portal.Reviews;

/// <summary>Opens the micro-reviews that rules ask for. That each opens once is the database's doing, so every portal may run it.</summary>
/// <param name="start">Opens them.</param>
[DisallowConcurrentExecution]
internal sealed class MicroReviewJob(StartMicroReviews start) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await start.RunAsync(Caller.System("micro-reviews"), cancellationToken);
}
