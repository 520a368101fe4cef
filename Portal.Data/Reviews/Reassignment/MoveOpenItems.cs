using Microsoft.EntityFrameworkCore;
using Portal.Data.Audit;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.People;
using Portal.Data.Reviews.Drafts;
using Portal.Data.Reviews.Notices;
using Portal.Data.Reviews.Records;
using Portal.Data.Reviews.Stages;

namespace Portal.Data.Reviews.Reassignment;

/// <summary>
/// Asks somebody else what people who cannot answer were asked and have not answered: their stand-in, else the next in the order of
/// <see cref="ReviewerOrder"/>. What they answered stands.
/// </summary>
/// <param name="notices">Tells those who are asked instead.</param>
public sealed class MoveOpenItems(ReviewNotices notices)
{
    /// <summary>The campaigns in which something waits for one of <paramref name="people"/>.</summary>
    internal static async Task<IReadOnlyList<CampaignId>> CampaignsAsync(CommandScope scope, IQueryable<Person> people, CancellationToken cancellationToken)
    {
        var open = scope.Db.ReviewItems.Where(i => i.State == ReviewItemState.Open);
        var campaigns = await open
            .Where(i => !i.IsByVotes && people.Any(p => p.Id == i.ReviewerId))
            .Select(i => i.CampaignId)
            .Union(scope.Db.ReviewVotes
                .Where(v => v.Kind == null && people.Any(p => p.Id == v.ReviewerId) && open.Any(i => i.Id == v.ItemId && i.Stage == v.Stage))
                .Select(v => v.CampaignId))
            .ToListAsync(cancellationToken);
        return [.. campaigns.Order()];
    }

    /// <summary>Moves what is open in a campaign whose turn the command has taken.</summary>
    /// <param name="scope">The command.</param>
    /// <param name="campaign">The campaign.</param>
    /// <param name="people">Who cannot answer.</param>
    /// <param name="why">Why.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    internal async Task MoveAsync(CommandScope scope, Campaign campaign, IQueryable<Person> people, PassedOver why, CancellationToken cancellationToken)
    {
        var votes = await scope.Db.ReviewVotes
            .Where(v => v.CampaignId == campaign.Id && v.Kind == null && people.Any(p => p.Id == v.ReviewerId))
            .OrderBy(v => v.Id)
            .ToListAsync(cancellationToken);
        var voted = votes.ConvertAll(v => v.ItemId).Distinct().ToArray();
        var items = await scope.Db.ReviewItems
            .Where(i => i.CampaignId == campaign.Id && i.State == ReviewItemState.Open
                && (i.IsByVotes ? EF.Parameter(voted).Contains(i.Id) : people.Any(p => p.Id == i.ReviewerId)))
            .OrderBy(i => i.Id)
            .ToListAsync(cancellationToken);
        if (items.Count == 0)
        {
            return;
        }
        var routing = await ItemRouting.ReadAsync(scope.Db, campaign, items, cancellationToken);
        await routing.ReadOrderAsync(scope.Db, items, scope.Now, cancellationToken);
        var all = (await scope.Db.ReviewVotes.Where(v => EF.Parameter(voted).Contains(v.ItemId)).ToListAsync(cancellationToken)).ToLookup(v => v.ItemId);
        var asked = new List<AskedItem>();
        foreach (var item in items)
        {
            if (!item.IsByVotes)
            {
                Move(scope, item, vote: null, Choice(routing, item, vote: null, [], why), why, asked);
                continue;
            }
            foreach (var vote in votes.Where(v => v.ItemId == item.Id && v.Stage == item.Stage))
            {
                Move(scope, item, vote, Choice(routing, item, vote, all[item.Id], why), why, asked);
            }
        }
        await scope.Db.SaveChangesAsync(cancellationToken);
        await scope.Db.DropLostDraftsAsync(campaign, cancellationToken);
        await notices.PassOnAsync(scope, campaign, asked, cancellationToken);
        scope.Announce(Topic.Reviews);
    }

    private static ReviewerChoice? Choice(ItemRouting routing, ReviewItem item, ReviewVote? vote, IEnumerable<ReviewVote> votes, PassedOver why)
    {
        var next = (why == PassedOver.Away ? routing.StandIn(item, vote, votes) : null)
            ?? (vote is null ? routing.Next(item) : routing.Next(item, vote, votes, why));
        // From somebody who is away to another who is: nothing is won.
        return why == PassedOver.Away && next is { } other && routing.IsAway(other.Reviewer) ? null : next;
    }

    private static void Move(CommandScope scope, ReviewItem item, ReviewVote? vote, ReviewerChoice? choice, PassedOver why, List<AskedItem> asked)
    {
        var before = new { item.State, Reviewer = vote?.ReviewerId ?? item.ReviewerId, item.Stage };
        var reason = why == PassedOver.Away ? "Who was asked is away." : "Who was asked left.";
        if (choice is null)
        {
            scope.Record("review.passOn", item.AsSubject(), before, reason: $"{reason[..^1]}, and nobody else may answer.", outcome: AuditOutcome.Refused);
            return;
        }
        asked.Add(scope.PassOn(item, vote, choice, why));
        scope.Record("review.passOn", item.AsSubject(), before, RecordedItem.Of(item, decision: null, vote is null ? null : [vote]), reason);
    }
}
