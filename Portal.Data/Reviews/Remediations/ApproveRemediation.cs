using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Reviews.Remediations.Carrying;

namespace Portal.Data.Reviews.Remediations;

/// <summary>A second person agrees to what is planned: not who decided the revoke, not who asked for it to be carried out, and with a fresh proof of who they are.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class ApproveRemediation(CommandRunner commands)
{
    /// <summary>Agrees.</summary>
    /// <param name="id">Which.</param>
    /// <param name="plan">The plan that they saw, as <see cref="RemediationRow.Plan"/> names it.</param>
    /// <param name="by">Who agrees.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    /// <returns>What came of it; null when there is no such remediation.</returns>
    public Task<RemediationMoved?> RunAsync(RemediationId id, string plan, Caller by, CancellationToken cancellationToken) => commands.StepAsync(
        "remediation.approve",
        id,
        by,
        Right.ApproveRemediations,
        async (r, scope, token) =>
        {
            var reviewer = await scope.Db.ReviewItems.Where(i => i.Id == r.ItemId).Select(i => i.AnsweredById).SingleAsync(token);
            var moved = r.Approve(plan, scope.By.Person, reviewer, scope.Now);
            if (moved == RemediationMoved.Done)
            {
                await CarryRequests.RequestAsync(scope, r, token);
            }
            return moved;
        },
        reason: null,
        cancellationToken);
}
