using Portal.Data.Access;
using Portal.Data.Commands;

namespace Portal.Data.Reviews.Remediations;

/// <summary>Accepts by name, with a reason and up to a date, that access stays although it was revoked.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class AcceptRemediationRisk(CommandRunner commands)
{
    /// <summary>Accepts it.</summary>
    /// <returns>What came of it; null when there is no such remediation.</returns>
    public Task<RemediationMoved?> RunAsync(
        RemediationId id, DateTimeOffset until, string reason, Caller by, CancellationToken cancellationToken) =>
        commands.StepAsync("remediation.acceptRisk", id, by, (r, scope) => r.AcceptRisk(until.ToUniversalTime(), reason, scope.By.Person, scope.Now), reason, cancellationToken);
}
