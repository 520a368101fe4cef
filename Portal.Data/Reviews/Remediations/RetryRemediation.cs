using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;

namespace Portal.Data.Reviews.Remediations;

/// <summary>Starts over after it failed, came back, or an accepted risk is no longer accepted.</summary>
/// <param name="commands">Runs it as one command.</param>
/// <param name="options">How long a person has for what has no exact way.</param>
public sealed class RetryRemediation(CommandRunner commands, RemediationOptions options)
{
    /// <summary>Starts over.</summary>
    /// <returns>What came of it; null when there is no such remediation.</returns>
    public Task<RemediationMoved?> RunAsync(RemediationId id, Caller by, CancellationToken cancellationToken) => commands.StepAsync(
        "remediation.retry",
        id,
        by,
        Right.ManageCampaigns,
        async (r, scope, token) =>
        {
            var campaign = await scope.Db.Campaigns.SingleAsync(c => c.Id == r.CampaignId, token);
            return r.Retry(scope.By.Person, options.TaskOf(campaign, scope.Now), scope.Now);
        },
        reason: null,
        cancellationToken);
}
