using Microsoft.EntityFrameworkCore;
using Portal.Data.Audit;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.People;
using Portal.Data.Reviews.Drafts;
using Portal.Data.Reviews.Notices;
using Portal.Data.Reviews.Records;
using Portal.Data.Reviews.Stages;

namespace Portal.Data.Reviews;

/// <summary>
/// Asks somebody else what a leaver was asked and has not answered, in the order of <see cref="ReviewerOrder"/> as it is once their agents
/// moved. What they answered stands.
/// </summary>
/// <param name="notices">Tells those who are asked instead.</param>
public sealed class PassOnItemsOfLeavers(ReviewNotices notices) : ILeaverFollower
{
    private const string Left = "Who was asked left.";
    private const string Nobody = "Who was asked left, and nobody else may answer.";

    /// <inheritdoc/>
    public async Task FollowAsync(CommandScope scope, IReadOnlyList<Person> left, IReadOnlyList<Person> back, CancellationToken cancellationToken)
    {
        var gone = left.Select(p => p.Id).ToList();
        await scope.Db.ReviewDrafts.Where(d => EF.Parameter(gone).Contains(d.ReviewerId)).ExecuteDeleteAsync(cancellationToken);
        var open = scope.Db.ReviewItems.Where(i => i.State == ReviewItemState.Open);
        var campaigns = await open
            .Where(i => !i.IsByVotes && EF.Parameter(gone).Contains(i.ReviewerId))
            .Select(i => i.CampaignId)
            .Union(scope.Db.ReviewVotes
                .Where(v => v.Kind == null && EF.Parameter(gone).Contains(v.ReviewerId) && open.Any(i => i.Id == v.ItemId && i.Stage == v.Stage))
                .Select(v => v.CampaignId))
            .ToListAsync(cancellationToken);
        if (campaigns.Count == 0)
        {
            return;
        }
        // What happened to the agents has to be seen by the queries here.
        await scope.Db.SaveChangesAsync(cancellationToken);
        foreach (var id in campaigns.Order())
        {
            if (await scope.TakeCampaignAsync(id, cancellationToken) is { IsRunning: true } campaign)
            {
                await PassOnAsync(scope, campaign, cancellationToken);
            }
        }
    }

    /// <summary>Passes on what is open in a campaign whose turn the command has taken.</summary>
    internal async Task PassOnAsync(CommandScope scope, Campaign campaign, CancellationToken cancellationToken)
    {
        var leavers = scope.Db.People.Where(p => !p.IsActive);
        var votes = await scope.Db.ReviewVotes
            .Where(v => v.CampaignId == campaign.Id && v.Kind == null && leavers.Any(p => p.Id == v.ReviewerId))
            .OrderBy(v => v.Id)
            .ToListAsync(cancellationToken);
        var voted = votes.ConvertAll(v => v.ItemId).Distinct().ToArray();
        var items = await scope.Db.ReviewItems
            .Where(i => i.CampaignId == campaign.Id && i.State == ReviewItemState.Open
                && (i.IsByVotes ? EF.Parameter(voted).Contains(i.Id) : leavers.Any(p => p.Id == i.ReviewerId)))
            .OrderBy(i => i.Id)
            .ToListAsync(cancellationToken);
        if (items.Count == 0)
        {
            return;
        }
        var routing = await ItemRouting.ReadAsync(scope.Db, campaign, items, cancellationToken);
        await routing.ReadOrderAsync(scope.Db, items, cancellationToken);
        var all = (await scope.Db.ReviewVotes.Where(v => EF.Parameter(voted).Contains(v.ItemId)).ToListAsync(cancellationToken)).ToLookup(v => v.ItemId);
        var asked = new List<AskedItem>();
        foreach (var item in items)
        {
            if (!item.IsByVotes)
            {
                PassOn(scope, item, routing.Next(item), asked);
                continue;
            }
            foreach (var vote in votes.Where(v => v.ItemId == item.Id && v.Stage == item.Stage))
            {
                PassOn(scope, item, vote, routing.Next(item, vote, all[item.Id], PassedOver.Left), asked);
            }
        }
        await notices.PassOnAsync(scope, campaign, asked, cancellationToken);
        scope.Announce(Topic.Reviews);
    }

    private static void PassOn(CommandScope scope, ReviewItem item, ReviewerChoice? choice, List<AskedItem> asked)
    {
        var before = new { item.State, Reviewer = item.ReviewerId };
        if (choice is null)
        {
            scope.Record("review.passOn", item.AsSubject(), before, reason: Nobody, outcome: AuditOutcome.Refused);
            return;
        }
        item.PassOn(choice with { Trail = [new RoutingHop(item.ReviewerReason, item.ReviewerId, PassedOver.Left), .. choice.Trail] });
        scope.Record("review.passOn", item.AsSubject(), before, RecordedItem.Of(item), Left);
        asked.Add(AskedItem.Of(item));
    }

    private static void PassOn(CommandScope scope, ReviewItem item, ReviewVote vote, ReviewerChoice? choice, List<AskedItem> asked)
    {
        var before = new { item.State, Reviewer = vote.ReviewerId, item.Stage };
        if (choice is null)
        {
            scope.Record("review.passOn", item.AsSubject(), before, reason: Nobody, outcome: AuditOutcome.Refused);
            return;
        }
        var isFirst = item.ReviewerId == vote.ReviewerId;
        vote.PassOn(choice with { Trail = [new RoutingHop(vote.Reason, vote.ReviewerId, PassedOver.Left), .. choice.Trail] });
        if (isFirst)
        {
            item.Lead(vote);
        }
        scope.Record("review.passOn", item.AsSubject(), before, RecordedItem.Of(item, decision: null, [vote]), Left);
        asked.Add(AskedItem.Of(item, vote));
    }
}
