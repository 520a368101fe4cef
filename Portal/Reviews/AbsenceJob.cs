using Portal.Data.Access;
using Portal.Data.Reviews.Absences;
using Quartz;

namespace Portal.Reviews;

/// <summary>Moves what people were asked when their absence begins. That each begins once is the database's doing, so every portal may run it.</summary>
/// <param name="begin">Begins absences.</param>
[DisallowConcurrentExecution]
internal sealed class AbsenceJob(BeginAbsences begin) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await begin.RunAsync(Caller.System("absences"), cancellationToken);
}
