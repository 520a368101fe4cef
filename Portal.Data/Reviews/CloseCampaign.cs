using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Reviews.Remediations;

namespace Portal.Data.Reviews;

/// <summary>
/// Ends decisions. Items that nobody answered stay unanswered: their access stays, and no one is said to have approved it. The campaign is
/// closed once every revoke is settled, else it goes on remediating. Interrupted in between it is closing, and repeating it goes on from there.
/// </summary>
/// <param name="commands">Runs each step as one command.</param>
public sealed class CloseCampaign(CommandRunner commands)
{
    /// <summary>Ends decisions.</summary>
    /// <returns>What came of it; null when there is no such campaign.</returns>
    public async Task<CampaignMoved?> RunAsync(CampaignId id, Caller by, CancellationToken cancellationToken)
    {
        var ended = await commands.MoveAsync(
            "campaign.close",
            id,
            reason: null,
            by,
            async (scope, campaign, token) => campaign.Close(await Open(scope, id).CountAsync(token), scope.Now),
            cancellationToken);
        return ended is CampaignMoved.Done or CampaignMoved.AlreadySo ? await EndClosingAsync(id, by, cancellationToken) : ended;
    }

    private Task<CampaignMoved?> EndClosingAsync(CampaignId id, Caller by, CancellationToken cancellationToken) => commands.MoveAsync(
        "campaign.endClosing",
        id,
        reason: null,
        by,
        async (scope, campaign, token) =>
        {
            var moved = campaign.EndClosing(await scope.Db.Remediations.CountUnsettledAsync(id, scope.Now, token), scope.Now);
            if (moved == CampaignMoved.Done)
            {
                await Open(scope, id).ExecuteUpdateAsync(update => update.SetProperty(i => i.State, ReviewItemState.Unanswered), token);
            }
            return moved;
        },
        cancellationToken);

    private static IQueryable<ReviewItem> Open(CommandScope scope, CampaignId id) =>
        scope.Db.ReviewItems.Where(i => i.CampaignId == id && i.State == ReviewItemState.Open);
}
