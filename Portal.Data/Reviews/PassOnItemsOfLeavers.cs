using Microsoft.EntityFrameworkCore;
using Portal.Data.Audit;
using Portal.Data.Commands;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Data.People;
using Portal.Data.Reviews.Notices;
using Portal.Data.Reviews.Records;

namespace Portal.Data.Reviews;

/// <summary>
/// Asks somebody else what a leaver was asked and has not answered, in the order of <see cref="ReviewerOrder"/> as it is once their agents
/// moved. What they answered stands.
/// </summary>
/// <param name="notices">Tells those who are asked instead.</param>
public sealed class PassOnItemsOfLeavers(ReviewNotices notices) : ILeaverFollower
{
    /// <inheritdoc/>
    public async Task FollowAsync(CommandScope scope, IReadOnlyList<Person> left, IReadOnlyList<Person> back, CancellationToken cancellationToken)
    {
        var gone = left.Select(p => p.Id).ToList();
        var campaigns = await scope.Db.ReviewItems
            .Where(i => i.State == ReviewItemState.Open && EF.Parameter(gone).Contains(i.ReviewerId))
            .Select(i => i.CampaignId)
            .Distinct()
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
        var items = await scope.Db.ReviewItems
            .Where(i => i.CampaignId == campaign.Id && i.State == ReviewItemState.Open && leavers.Any(p => p.Id == i.ReviewerId))
            .OrderBy(i => i.Id)
            .ToListAsync(cancellationToken);
        if (items.Count == 0)
        {
            return;
        }
        var order = new ReviewerOrder(await scope.Db.People.AsNoTracking().ToListAsync(cancellationToken), campaign.OwnerId);
        var agentIds = items.Select(i => i.AgentId).Distinct().ToList();
        var agents = await scope.Db.Agents.AsNoTracking().Where(a => EF.Parameter(agentIds).Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancellationToken);
        var ids = items.ConvertAll(i => i.Id);
        var declined = (await scope.Db.Decisions
            .Where(d => EF.Parameter(ids).Contains(d.ItemId) && d.Kind == DecisionKind.NotMine)
            .Select(d => new { d.ItemId, d.ById })
            .ToListAsync(cancellationToken)).ToLookup(d => d.ItemId, d => d.ById);
        var passed = new List<ReviewItem>();
        foreach (var item in items)
        {
            var agent = agents[item.AgentId];
            var before = new { item.State, Reviewer = item.ReviewerId };
            if (order.Choose(agent.OwnerId, agent.SponsorId, item.SubjectId, [.. declined[item.Id], item.ReviewerId]) is not { } choice)
            {
                scope.Record("review.passOn", item.AsSubject(), before, reason: "Who was asked left, and nobody else may answer.", outcome: AuditOutcome.Refused);
                continue;
            }
            item.PassOn(choice with { Trail = [new RoutingHop(item.ReviewerReason, item.ReviewerId, PassedOver.Left), .. choice.Trail] });
            scope.Record("review.passOn", item.AsSubject(), before, RecordedItem.Of(item), "Who was asked left.");
            passed.Add(item);
        }
        await notices.PassOnAsync(scope, campaign, passed, cancellationToken);
        scope.Announce(Topic.Reviews);
    }
}
