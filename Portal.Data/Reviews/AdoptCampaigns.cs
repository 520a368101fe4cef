using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.People;

namespace Portal.Data.Reviews;

/// <summary>
/// Passes on what leavers still answer for: campaigns of people who left before the portal passed campaigns on, and those that had nobody to go
/// to then and have now. Every start does it; where there is none it changes nothing.
/// </summary>
/// <param name="commands">Runs it as one command.</param>
/// <param name="passOn">Passes them on.</param>
public sealed class AdoptCampaigns(CommandRunner commands, PassOnCampaignsOfLeavers passOn)
{
    /// <summary>Passes them on.</summary>
    /// <returns>Whether there was any.</returns>
    public Task<bool> RunAsync(Caller by, CancellationToken cancellationToken) => commands.RunAsync(
        "campaign.adopt",
        by,
        Right.ManageCampaigns,
        async (scope, token) =>
        {
            var running = scope.Db.Campaigns.Where(c => c.State != CampaignState.Closed && c.State != CampaignState.Cancelled);
            var gone = await scope.Db.People.AsNoTracking().Where(p => !p.IsActive && running.Any(c => c.OwnerId == p.Id)).OrderBy(p => p.Id).ToListAsync(token);
            if (gone.Count > 0)
            {
                await passOn.PassOnAsync(scope, gone, token);
            }
            return gone.Count > 0;
        },
        cancellationToken);
}
