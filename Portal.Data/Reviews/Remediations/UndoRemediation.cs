using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Reviews.Remediations.Carrying;

namespace Portal.Data.Reviews.Remediations;

/// <summary>Takes a revoke back, with a reason. What the portal took away it gives back, exactly as it was; what a person did is undone with the inverse.</summary>
/// <param name="commands">Runs it as one command.</param>
/// <param name="requests">Knows what the portal took away.</param>
public sealed class UndoRemediation(CommandRunner commands, CarryRequests requests)
{
    /// <summary>Takes it back.</summary>
    /// <returns>What came of it; null when there is no such remediation.</returns>
    public Task<RemediationMoved?> RunAsync(RemediationId id, string reason, Caller by, CancellationToken cancellationToken) => commands.StepAsync(
        "remediation.undo",
        id,
        by,
        Right.ManageCampaigns,
        async (r, scope, token) =>
        {
            var taken = await requests.ToGiveBackAsync(scope, r, token);
            if (taken is not null)
            {
                CarryRequests.RequireProof(scope);
            }
            var moved = r.Undo(reason, taken is null ? Carrier.Person : Carrier.Portal, scope.By.Person, scope.Now);
            if (moved == RemediationMoved.Done && taken is not null)
            {
                CarryRequests.GiveBack(scope, r, taken);
            }
            return moved;
        },
        reason,
        cancellationToken);
}
