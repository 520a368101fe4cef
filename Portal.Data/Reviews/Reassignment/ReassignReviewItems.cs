using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.People;
using Portal.Data.Reviews.Drafts;
using Portal.Data.Reviews.Notices;
using Portal.Data.Reviews.Records;
using Portal.Data.Reviews.Stages;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Reassignment;

/// <summary>
/// Puts open questions of a campaign before somebody by name, with a reason: whoever runs campaigns those of anybody, a reviewer their own.
/// Nobody is asked that way what they may not answer. Each item stands alone: one that is refused keeps none of the others back.
/// </summary>
/// <param name="commands">Runs it as one command.</param>
/// <param name="notices">Tells who is asked instead.</param>
public sealed class ReassignReviewItems(CommandRunner commands, ReviewNotices notices)
{
    /// <summary>Reassigns questions of anybody.</summary>
    /// <returns>What came of it; null when there is no such campaign.</returns>
    public Task<ItemsReassigned?> RunAsync(CampaignId id, ReassignDraft draft, Caller by, CancellationToken cancellationToken) => commands.RunAsync(
        "review.reassign", by, Right.ManageCampaigns, (scope, token) => ReassignAsync(scope, id, draft, token), cancellationToken);

    /// <summary>Reassigns questions that wait for the caller.</summary>
    /// <returns>What came of it; null when there is no such campaign, or nothing of it waits for the caller.</returns>
    public Task<ItemsReassigned?> RunOwnAsync(CampaignId id, ReassignDraft draft, Caller by, CancellationToken cancellationToken) => commands.RunAsync(
        "review.reassignOwn",
        by,
        Right.Review,
        async (scope, token) => scope.By.Person is { } person && await scope.Db.WaitingFor(person).AnyAsync(i => i.CampaignId == id, token)
            ? await ReassignAsync(scope, id, draft with { From = person }, token)
            : null,
        cancellationToken);

    private async Task<ItemsReassigned?> ReassignAsync(CommandScope scope, CampaignId id, ReassignDraft draft, CancellationToken cancellationToken)
    {
        if (await scope.TakeCampaignAsync(id, cancellationToken) is not { } campaign)
        {
            return null;
        }
        var problems = await ProblemsAsync(scope, campaign, draft, cancellationToken);
        if (problems.Count > 0)
        {
            return new([], problems);
        }
        var (items, votes) = await ReadAsync(scope.Db, campaign, draft, cancellationToken);
        var routing = await ItemRouting.ReadAsync(scope.Db, campaign, items, cancellationToken);
        await routing.ReadOrderAsync(scope.Db, items, scope.Now, cancellationToken);
        var (asked, outcomes) = (new List<AskedItem>(), new List<ItemReassigned>());
        foreach (var item in items)
        {
            outcomes.Add(new(item.Id, Reassign(scope, routing, item, [.. votes[item.Id]], draft, asked)));
        }
        outcomes.AddRange(draft.Items.Except(items.Select(i => i.Id)).Select(missing => new ItemReassigned(missing, Reassigned.NotFound)));
        await scope.Db.SaveChangesAsync(cancellationToken);
        await scope.Db.DropLostDraftsAsync(campaign, cancellationToken);
        await notices.PassOnAsync(scope, campaign, asked, cancellationToken);
        scope.Announce(Topic.Reviews);
        return new(outcomes, problems);
    }

    private static Reassigned Reassign(CommandScope scope, ItemRouting routing, ReviewItem item, IReadOnlyList<ReviewVote> votes, ReassignDraft draft, List<AskedItem> asked)
    {
        var place = item.IsByVotes ? votes.FirstOrDefault(v => v.Stage == item.Stage && v.ReviewerId == (draft.From ?? item.ReviewerId)) : null;
        var outcome = Outcome(routing, item, place, votes, draft);
        if (outcome == Reassigned.Done)
        {
            var before = new { item.State, Reviewer = place?.ReviewerId ?? item.ReviewerId, item.Stage };
            asked.Add(scope.PassOn(item, place, new(draft.To, ReviewerReason.Reassigned, []), PassedOver.Reassigned, draft.Reason.Trim()));
            scope.Record("review.reassign", item.AsSubject(), before, RecordedItem.Of(item, decision: null, place is null ? null : [place]), draft.Reason.Trim());
        }
        else if (outcome is not (Reassigned.AlreadySo or Reassigned.NotFound))
        {
            scope.Record("review.reassign", item.AsSubject(), reason: $"Refused: {outcome}.", outcome: AuditOutcome.Refused);
        }
        return outcome;
    }

    private static Reassigned Outcome(ItemRouting routing, ReviewItem item, ReviewVote? place, IReadOnlyList<ReviewVote> votes, ReassignDraft draft)
    {
        if (item.IsByVotes ? place is null : draft.From is { } from && from != item.ReviewerId)
        {
            return Reassigned.NotFound;
        }
        if (item.State != ReviewItemState.Open || place?.Kind is not null)
        {
            return Reassigned.Answered;
        }
        if (draft.To == (place?.ReviewerId ?? item.ReviewerId))
        {
            return Reassigned.AlreadySo;
        }
        return routing.Refusal(item, place, votes, draft.To) switch
        {
            PassedOver.OwnAccess => Reassigned.OwnAccess,
            PassedOver.GaveIt => Reassigned.GaveIt,
            PassedOver.OwnsItAlone => Reassigned.OwnsItAlone,
            PassedOver.VotedBefore => Reassigned.VotedBefore,
            PassedOver.AskedAlready => Reassigned.AskedAlready,
            null => Reassigned.Done,
            PassedOver.Nobody or PassedOver.Left or PassedOver.SaidNotMine or PassedOver.Reassigned or PassedOver.Away or PassedOver.Overdue => throw new InvalidOperationException("No item says this of a person."),
        };
    }

    private static async Task<(List<ReviewItem> Items, ILookup<ReviewItemId, ReviewVote> Votes)> ReadAsync(
        GovernanceDb db, Campaign campaign, ReassignDraft draft, CancellationToken cancellationToken)
    {
        var named = draft.Items.Distinct().ToArray();
        var (chosen, places) = (db.ReviewItems.Where(i => i.CampaignId == campaign.Id), db.ReviewVotes.Where(v => v.ReviewerId == draft.From && v.Kind == null));
        chosen = named.Length > 0
            ? chosen.Where(i => EF.Parameter(named).Contains(i.Id))
            : chosen.Where(i => i.State == ReviewItemState.Open && (i.IsByVotes ? places.Any(v => v.ItemId == i.Id && v.Stage == i.Stage) : i.ReviewerId == draft.From));
        var items = await chosen.OrderBy(i => i.Id).ToListAsync(cancellationToken);
        var ids = items.ConvertAll(i => i.Id).ToArray();
        var votes = campaign.Stages.Count == 0 ? [] : await db.ReviewVotes.Where(v => EF.Parameter(ids).Contains(v.ItemId)).OrderBy(v => v.Id).ToListAsync(cancellationToken);
        return (items, votes.ToLookup(v => v.ItemId));
    }

    private static async Task<Dictionary<string, string[]>> ProblemsAsync(CommandScope scope, Campaign campaign, ReassignDraft draft, CancellationToken cancellationToken)
    {
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (!campaign.IsRunning)
        {
            problems["campaign"] = ["Nobody is asked in it now, so there is nothing to reassign."];
        }
        if (string.IsNullOrWhiteSpace(draft.Reason) || draft.Reason.Length > ReassignDraft.ReasonLength)
        {
            problems["reason"] = [$"Say why, in 1 to {ReassignDraft.ReasonLength} characters: it is kept with each question."];
        }
        if (draft.Items.Count > ReassignDraft.MostItems || (draft.Items.Count == 0 && draft.From is null))
        {
            problems["items"] = [$"Name 1 to {ReassignDraft.MostItems} items, or from whom all are taken."];
        }
        if (!await scope.Db.People.AnyAsync(p => p.Id == draft.To && p.IsActive, cancellationToken))
        {
            problems["to"] = ["Name someone who is here."];
        }
        else if (await scope.Db.Absences.Where(a => a.PersonId == draft.To && a.EndedAt == null && a.From <= scope.Now && a.Until > scope.Now)
            .Select(a => (DateTimeOffset?)a.Until).FirstOrDefaultAsync(cancellationToken) is { } until)
        {
            problems["to"] = [$"They are away until {until.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}. Name somebody else."];
        }
        return problems;
    }
}
