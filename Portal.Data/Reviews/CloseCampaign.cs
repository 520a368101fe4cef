using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Reviews.Drafts;
using Portal.Data.Reviews.NoAnswers;
using Portal.Data.Reviews.Pauses;
using Portal.Data.Reviews.Records;
using Portal.Data.Reviews.Remediations;

namespace Portal.Data.Reviews;

/// <summary>
/// Ends decisions. What nobody answered is taken away where the campaign's policy says so, in the policy's name; else it stays unanswered: its
/// access stays. Either way no one is said to have approved it. The campaign is
/// closed once every revoke is settled, else it goes on remediating. Interrupted in between it is closing, and repeating it goes on from there.
/// </summary>
/// <param name="commands">Runs each step as one command.</param>
/// <param name="policy">Takes away what the policy says.</param>
public sealed class CloseCampaign(CommandRunner commands, ApplyNoAnswerPolicy policy)
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
            async (scope, campaign, token) =>
            {
                var moved = campaign.Close(await Open(scope, id).CountAsync(token), scope.Now, await AskedAsync(scope, id, token));
                if (moved == CampaignMoved.Done)
                {
                    await SettleAsync(scope, campaign, token);
                }
                return moved;
            },
            cancellationToken);
        if (ended is not (CampaignMoved.Done or CampaignMoved.AlreadySo))
        {
            return ended;
        }
        return await policy.RunAsync(id, cancellationToken) ? CampaignMoved.Held : await EndClosingAsync(id, by, cancellationToken);
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
                await SettleAsync(scope, campaign, token);
                await Open(scope, id).ExecuteUpdateAsync(update => update.SetProperty(i => i.State, ReviewItemState.Unanswered), token);
                await scope.Db.DropDraftsAsync(campaign, token);
            }
            return moved;
        },
        cancellationToken);

    /// <summary>Says what the votes of items come to that wait for more of them, now that no more come. What is not a yes or no then is unanswered.</summary>
    private static async Task SettleAsync(CommandScope scope, Campaign campaign, CancellationToken cancellationToken)
    {
        if (campaign.Stages.Count == 0)
        {
            return;
        }
        var voted = scope.Db.ReviewVotes.Where(v => v.CampaignId == campaign.Id && v.Kind != null);
        var items = await Open(scope, campaign.Id).Where(i => voted.Any(v => v.ItemId == i.Id && v.Stage == i.Stage)).OrderBy(i => i.Id).ToListAsync(cancellationToken);
        var ids = items.ConvertAll(i => i.Id).ToArray();
        var votes = (await scope.Db.ReviewVotes.AsNoTracking().Where(v => EF.Parameter(ids).Contains(v.ItemId)).ToListAsync(cancellationToken)).ToLookup(v => v.ItemId);
        var settled = new List<ReviewItem>();
        foreach (var item in items)
        {
            var before = new { item.State, Reviewer = item.ReviewerId, item.Stage };
            item.Settle([.. votes[item.Id].Where(v => v.Stage == item.Stage)], campaign, isOver: true);
            if (item.State is ReviewItemState.Attested)
            {
                settled.Add(item);
                scope.Record("review.settle", item.AsSubject(), before, RecordedItem.Of(item), "No more votes come, and nobody denied it.");
            }
        }
        await CertificateIssuer.NoteAsync(scope, campaign, settled, cancellationToken);
        await scope.Db.SaveChangesAsync(cancellationToken);
    }

    private static Task<int> AskedAsync(CommandScope scope, CampaignId id, CancellationToken cancellationToken)
    {
        var asked = scope.Db.RunningPauses(scope.Now).Where(p => p.CampaignId == id && p.Kind == ItemPauseKind.Question);
        return Open(scope, id).CountAsync(i => asked.Any(p => p.ItemId == i.Id), cancellationToken);
    }

    private static IQueryable<ReviewItem> Open(CommandScope scope, CampaignId id) =>
        scope.Db.ReviewItems.Where(i => i.CampaignId == id && i.State == ReviewItemState.Open);
}
