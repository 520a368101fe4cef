using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Reviews.Notices;

namespace Portal.Data.Reviews;

/// <summary>Takes decisions again, until a new date: what nobody answered is open again, and its reviewers are told.</summary>
/// <param name="commands">Runs it as one command.</param>
/// <param name="owners">Finds somebody in place of an owner who left meanwhile.</param>
/// <param name="leavers">Asks somebody else in place of those who left meanwhile.</param>
/// <param name="notices">Tells reviewers.</param>
public sealed class ReopenCampaign(CommandRunner commands, PassOnCampaignsOfLeavers owners, PassOnItemsOfLeavers leavers, ReviewNotices notices)
{
    /// <summary>Takes decisions again.</summary>
    /// <returns>What came of it; null when there is no such campaign.</returns>
    public Task<CampaignMoved?> RunAsync(
        CampaignId id, DateTimeOffset dueAt, string reason, Caller by, CancellationToken cancellationToken) => commands.MoveAsync(
        "campaign.reopen",
        id,
        reason,
        by,
        async (scope, campaign, token) =>
        {
            var moved = campaign.Reopen(dueAt.ToUniversalTime(), reason, scope.Now);
            if (moved == CampaignMoved.Done)
            {
                await scope.Db.ReviewItems
                    .Where(i => i.CampaignId == id && i.State == ReviewItemState.Unanswered)
                    .ExecuteUpdateAsync(update => update.SetProperty(i => i.State, ReviewItemState.Open), token);
                await owners.PassOnAsync(scope, campaign, token);
                await leavers.PassOnAsync(scope, campaign, token);
                await scope.Db.SaveChangesAsync(token);
                await notices.TellAsync(scope, campaign, NoticeKind.Reopened, scope.Now, token);
            }
            return moved;
        },
        cancellationToken);
}
