using Portal.Data.Access;
using Portal.Data.Commands;

namespace Portal.Data.Reviews.Remediations;

/// <summary>Says that what was planned was carried out. It is believed when a snapshot shows it.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class MarkRemediationApplied(CommandRunner commands)
{
    /// <summary>Says it.</summary>
    /// <returns>What came of it; null when there is no such remediation.</returns>
    public Task<RemediationMoved?> RunAsync(
        RemediationId id, Caller by, CancellationToken cancellationToken) =>
        commands.StepAsync("remediation.markApplied", id, by, (r, scope) => r.MarkApplied(scope.By.Person, scope.Now), reason: null, cancellationToken);
}
