using Portal.Data.Access;
using Portal.Data.Changes.Retention;
using Quartz;

namespace Portal.Changes;

/// <summary>Forgets raw events every so often. Forgetting twice changes nothing, so every portal may run it.</summary>
/// <param name="forget">Forgets them.</param>
[DisallowConcurrentExecution]
internal sealed class RetentionJob(ForgetRawEvents forget) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await forget.RunAsync(Caller.System("retention"), cancellationToken);
}
