using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Reviews.Remediations.Carrying;

namespace Portal.Data.Reviews.Remediations;

/// <summary>Asks for a revoke to be carried out, by the portal where its source lets it; where a second person has to agree, it waits for them.</summary>
/// <param name="commands">Runs it as one command.</param>
/// <param name="requests">Decides who carries it out.</param>
public sealed class ApplyRemediation(CommandRunner commands, CarryRequests requests)
{
    /// <summary>Asks.</summary>
    /// <returns>What came of it; null when there is no such remediation.</returns>
    public Task<RemediationMoved?> RunAsync(RemediationId id, Caller by, CancellationToken cancellationToken) => commands.StepAsync(
        "remediation.apply",
        id,
        by,
        Right.ManageCampaigns,
        async (r, scope, token) =>
        {
            var carrier = await requests.CarrierOfAsync(scope, r, token);
            if (carrier == Carrier.Portal)
            {
                CarryRequests.RequireProof(scope);
            }
            var moved = r.Apply(carrier, scope.By.Person, scope.Now);
            if (moved == RemediationMoved.Done)
            {
                await CarryRequests.RequestAsync(scope, r, token);
            }
            return moved;
        },
        reason: null,
        cancellationToken);
}
