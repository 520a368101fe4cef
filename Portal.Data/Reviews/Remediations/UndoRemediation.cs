using Portal.Data.Access;
using Portal.Data.Commands;

namespace Portal.Data.Reviews.Remediations;

/// <summary>Takes a revoke back, with a reason. What was carried out already is given back with its inverse.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class UndoRemediation(CommandRunner commands)
{
    /// <summary>Takes it back.</summary>
    /// <returns>What came of it; null when there is no such remediation.</returns>
    public Task<RemediationMoved?> RunAsync(
        RemediationId id, string reason, Caller by, CancellationToken cancellationToken) =>
        commands.StepAsync("remediation.undo", id, by, (r, scope) => r.Undo(reason, scope.By.Person, scope.Now), reason, cancellationToken);
}
