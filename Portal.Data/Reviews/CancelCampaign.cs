using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Reviews.Drafts;

namespace Portal.Data.Reviews;

/// <summary>Gives a campaign up. What was decided stays on record, and revokes go on.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class CancelCampaign(CommandRunner commands)
{
    /// <summary>Gives it up.</summary>
    /// <returns>What came of it; null when there is no such campaign.</returns>
    public Task<CampaignMoved?> RunAsync(CampaignId id, string reason, Caller by, CancellationToken cancellationToken) => commands.MoveAsync(
        "campaign.cancel",
        id,
        reason,
        by,
        async (scope, campaign, token) =>
        {
            var moved = campaign.Cancel(reason, scope.Now);
            if (moved == CampaignMoved.Done)
            {
                await scope.Db.DropStagedAsync(campaign, token);
                await scope.Db.DropDraftsAsync(campaign, token);
            }
            return moved;
        },
        cancellationToken);
}
