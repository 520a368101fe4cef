using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Reviews.Remediations;

namespace Portal.Data.Reviews;

/// <summary>
/// Ends decisions. Items that nobody answered stay unanswered: their access stays, and no one is said to have approved it. The campaign is
/// closed once every revoke is settled, else it goes on remediating.
/// </summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class CloseCampaign(CommandRunner commands)
{
    /// <summary>Ends decisions.</summary>
    /// <returns>What came of it; null when there is no such campaign.</returns>
    public Task<CampaignMoved?> RunAsync(CampaignId id, Caller by, CancellationToken cancellationToken) => commands.MoveAsync(
        "campaign.close",
        id,
        reason: null,
        by,
        async (scope, campaign, token) =>
        {
            var open = scope.Db.ReviewItems.Where(i => i.CampaignId == id && i.State == ReviewItemState.Open);
            var unsettled = await scope.Db.Remediations.CountUnsettledAsync(id, scope.Now, token);
            var moved = campaign.Close(await open.CountAsync(token), unsettled, scope.Now);
            if (moved == CampaignMoved.Done)
            {
                await open.ExecuteUpdateAsync(update => update.SetProperty(i => i.State, ReviewItemState.Unanswered), token);
            }
            return moved;
        },
        cancellationToken);
}
