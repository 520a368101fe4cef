using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.Reviews.Records;

namespace Portal.Data.Reviews.Remediations;

/// <summary>Gives revokes that earlier versions planned without a way to do them the state and the owner that such have now. Where there are none it does nothing.</summary>
/// <param name="commands">Runs it as one command.</param>
/// <param name="options">How long a person has for them.</param>
public sealed class SortRemediations(CommandRunner commands, RemediationOptions options)
{
    /// <summary>Sorts them.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> RunAsync(Caller by, CancellationToken cancellationToken) => commands.RunAsync(
        "remediation.sort",
        by,
        Right.ManageCampaigns,
        async (scope, token) =>
        {
            var campaigns = await scope.Db.Remediations
                .Where(r => r.State == RemediationState.Planned && (r.Command == null || r.Command == Remediation.NoCommand))
                .Select(r => r.CampaignId).Distinct().ToListAsync(token);
            var sorted = 0;
            foreach (var id in campaigns.Order())
            {
                var campaign = (await scope.TakeCampaignAsync(id, token))!;
                foreach (var remediation in await scope.Db.Remediations
                    .Where(r => r.CampaignId == id && r.State == RemediationState.Planned && (r.Command == null || r.Command == Remediation.NoCommand)).ToListAsync(token))
                {
                    if (remediation.Sort(options.TaskOf(campaign, scope.Now), scope.Now))
                    {
                        sorted++;
                        scope.Record("remediation.sort", remediation.AsSubject(), new { State = RemediationState.Planned }, RecordedRemediation.Of(remediation));
                        scope.Announce(Topic.Remediations);
                    }
                }
            }
            return sorted;
        },
        cancellationToken);
}
