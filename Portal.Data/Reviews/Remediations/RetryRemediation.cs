using Portal.Data.Access;
using Portal.Data.Commands;

namespace Portal.Data.Reviews.Remediations;

/// <summary>Starts over after it failed, came back, or an accepted risk is no longer accepted.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class RetryRemediation(CommandRunner commands)
{
    /// <summary>Starts over.</summary>
    /// <returns>What came of it; null when there is no such remediation.</returns>
    public Task<RemediationMoved?> RunAsync(
        RemediationId id, Caller by, CancellationToken cancellationToken) =>
        commands.StepAsync("remediation.retry", id, by, (r, scope) => r.Retry(scope.By.Person, scope.Now), reason: null, cancellationToken);
}
