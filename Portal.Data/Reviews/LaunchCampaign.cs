using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Reviews.Notices;
using Portal.Data.Storage;

namespace Portal.Data.Reviews;

/// <summary>
/// Asks the reviewers: everything that the campaign's scope covers at that moment, and one mail for every reviewer, in one transaction. What it
/// covers is collected first where that was not done; where access changed since, it is collected again. Interrupted at any point nobody was
/// asked or everybody was; repeating it goes on from there.
/// </summary>
/// <param name="commands">Runs it as one command.</param>
/// <param name="databases">Where contexts come from, to see whether it has to be collected.</param>
/// <param name="collect">Reads what it covers.</param>
/// <param name="leavers">Asks somebody else in place of those who left since.</param>
/// <param name="notices">Tells the reviewers.</param>
public sealed class LaunchCampaign(
    CommandRunner commands, IDbContextFactory<GovernanceDb> databases, CollectCampaign collect, PassOnItemsOfLeavers leavers, ReviewNotices notices)
{
    // So often may access change between collecting and asking.
    private const int MostTries = 5;

    /// <summary>Asks the reviewers.</summary>
    /// <returns>What came of it; null when there is no such campaign.</returns>
    public async Task<CampaignMoved?> RunAsync(CampaignId id, Caller by, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            if (await IsToBeCollectedAsync(id, cancellationToken)
                && await collect.RunAsync(id, again: false, by, cancellationToken) is not (CampaignMoved.Done or CampaignMoved.AlreadySo) and var refusal)
            {
                return refusal;
            }
            var moved = await AskAsync(id, by, cancellationToken);
            if (moved != CampaignMoved.AccessChanged || tries == MostTries)
            {
                return moved;
            }
            // The key stands for the first try: what was answered to it then is no answer to a further one.
            by = by with { Idempotency = null };
        }
    }

    private async Task<bool> IsToBeCollectedAsync(CampaignId id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Campaigns.AnyAsync(
            c => c.Id == id && (c.State == CampaignState.Draft || c.State == CampaignState.Collecting || c.State == CampaignState.BlockedIncomplete), cancellationToken);
    }

    private Task<CampaignMoved?> AskAsync(CampaignId id, Caller by, CancellationToken cancellationToken) => commands.MoveAsync(
        "campaign.launch",
        id,
        reason: null,
        by,
        async (scope, campaign, token) =>
        {
            var isAsCollected = campaign.State != CampaignState.Staged || await collect.IsAsCollectedAsync(scope, campaign, token);
            var moved = campaign.Launch(isAsCollected, scope.Now);
            if (moved == CampaignMoved.AccessChanged)
            {
                await scope.Db.DropStagedAsync(campaign, token);
            }
            else if (moved == CampaignMoved.Done)
            {
                await leavers.PassOnAsync(scope, campaign, token);
                await scope.Db.SaveChangesAsync(token);
                await notices.TellAsync(scope, campaign, NoticeKind.Invitation, scope.Now, token);
            }
            return moved;
        },
        cancellationToken);
}
