using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.People;
using Portal.Data.Reviews.Notices;
using Portal.Data.Reviews.Reassignment;
using Portal.Data.Reviews.Records;
using Portal.Data.Reviews.Stages;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.NoAnswers;

/// <summary>
/// Puts overdue questions before who stands higher, level by level as a campaign's policy says, each level once. Who may not answer is passed
/// over; where nobody higher may, a question stays where it is. Run as often as one likes and by as many portals.
/// </summary>
/// <param name="commands">Runs each level as one command.</param>
/// <param name="databases">Where contexts come from, to find which are due.</param>
/// <param name="notices">Tells who is asked instead.</param>
/// <param name="clock">The time.</param>
public sealed class EscalateOverdue(CommandRunner commands, IDbContextFactory<GovernanceDb> databases, ReviewNotices notices, TimeProvider clock)
{
    private const int MostManagers = 10;
    private const string Reason = "Nobody answered by the due date.";

    /// <summary>Escalates what is due.</summary>
    /// <returns>How many questions were put before somebody else.</returns>
    /// <exception cref="AccessDeniedException">The caller may not run campaigns.</exception>
    public async Task<int> RunAsync(Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ManageCampaigns);
        var moved = 0;
        foreach (var id in await DueAsync(cancellationToken))
        {
            moved += await commands.RunAsync("review.escalate", Caller.Policy(id.Value, "escalation"), Right.ManageCampaigns, (scope, token) => EscalateAsync(scope, id, token), cancellationToken);
        }
        return moved;
    }

    private async Task<List<CampaignId>> DueAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var overdue = await db.Campaigns.AsNoTracking()
            .Where(c => c.State == CampaignState.Active && c.DueAt <= now && c.NoAnswer != null)
            .OrderBy(c => c.DueAt).ThenBy(c => c.Id)
            .ToListAsync(cancellationToken);
        return [.. overdue.Where(c => c.NoAnswer!.LevelsDue(c.DueAt, now) > c.EscalatedLevels).Select(c => c.Id)];
    }

    private async Task<int> EscalateAsync(CommandScope scope, CampaignId id, CancellationToken cancellationToken)
    {
        if (await scope.TakeCampaignAsync(id, cancellationToken) is not { State: CampaignState.Active, NoAnswer: { } policy } campaign
            || policy.LevelsDue(campaign.DueAt, scope.Now) <= campaign.EscalatedLevels)
        {
            return 0;
        }
        // A portal that was away escalates once, to the highest level that is due.
        var before = RecordedCampaign.Of(campaign);
        var target = policy.Escalations[policy.LevelsDue(campaign.DueAt, scope.Now) - 1].To;
        campaign.Escalate(scope.Now);
        scope.Record("campaign.escalate", campaign.AsSubject(), before, RecordedCampaign.Of(campaign), Reason);
        var asked = await MoveAsync(scope, campaign, target, cancellationToken);
        await notices.PassOnAsync(scope, campaign, asked, cancellationToken);
        scope.Announce(Topic.Reviews);
        return asked.Count;
    }

    private static async Task<List<AskedItem>> MoveAsync(CommandScope scope, Campaign campaign, EscalationTarget target, CancellationToken cancellationToken)
    {
        var items = await scope.Db.ReviewItems.Where(i => i.CampaignId == campaign.Id && i.State == ReviewItemState.Open).OrderBy(i => i.Id).ToListAsync(cancellationToken);
        var votes = campaign.Stages.Count == 0
            ? []
            : await scope.Db.ReviewVotes.Where(v => v.CampaignId == campaign.Id).OrderBy(v => v.Id).ToListAsync(cancellationToken);
        var votesOn = votes.ToLookup(v => v.ItemId);
        var routing = await ItemRouting.ReadAsync(scope.Db, campaign, items, cancellationToken);
        await routing.ReadOrderAsync(scope.Db, items, scope.Now, cancellationToken);
        var people = await scope.Db.People.AsNoTracking().ToDictionaryAsync(p => p.Id, cancellationToken);
        var asked = new List<AskedItem>();
        foreach (var item in items)
        {
            ReviewVote?[] places = item.IsByVotes ? [.. votesOn[item.Id].Where(v => v.Stage == item.Stage && v.Kind is null)] : [null];
            foreach (var place in places)
            {
                var present = place?.ReviewerId ?? item.ReviewerId;
                var higher = target == EscalationTarget.CampaignOwner ? [campaign.OwnerId] : Above(people, present);
                var next = higher.Where(p => p != present && people[p].IsActive && !routing.IsAway(p) && routing.Refusal(item, place, votesOn[item.Id], p) is null)
                    .Select(p => (PersonId?)p).FirstOrDefault();
                if (next is { } person)
                {
                    var before = new { item.State, Reviewer = present, item.Stage };
                    asked.Add(scope.PassOn(item, place, new(person, ReviewerReason.Escalated, []), PassedOver.Overdue));
                    scope.Record("review.escalate", item.AsSubject(), before, RecordedItem.Of(item, decision: null, place is null ? null : [place]), Reason);
                }
            }
        }
        return asked;
    }

    private static IEnumerable<PersonId> Above(Dictionary<PersonId, Person> people, PersonId person)
    {
        var above = new HashSet<PersonId> { person };
        for (var manager = people[person].ManagerId; manager is { } id && people.ContainsKey(id) && above.Count <= MostManagers && above.Add(id); manager = people[id].ManagerId)
        {
            yield return id;
        }
    }
}
