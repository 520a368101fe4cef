using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Data.People;
using Portal.Data.Permissions.Reading;
using Portal.Data.Reviews.Advice;
using Portal.Data.Reviews.Drafts;
using Portal.Data.Reviews.Pauses;
using Portal.Data.Reviews.Remediations;
using Portal.Data.Reviews.Stages;
using Portal.Data.Storage;

namespace Portal.Data.Reviews;

/// <summary>Reads what a person was asked. Someone who was not asked sees nothing, not even that there is something.</summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="clock">The time.</param>
public sealed class ReviewQueries(IDbContextFactory<GovernanceDb> databases, TimeProvider clock)
{
    /// <summary>The most items on one page of a sheet: what a phone still loads and a person still reads.</summary>
    public const int SheetItems = 100;

    private const int MostReviews = 200;

    /// <summary>What the caller was asked: what waits first, then by due date.</summary>
    public async Task<IReadOnlyList<MyReview>> MineAsync(Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.Review);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return by.Person is { } person ? await MineAsync(db, person, campaign: null, cancellationToken) : [];
    }

    /// <summary>One page of what the caller was asked in a campaign; null when there is no such campaign or it asks the caller nothing.</summary>
    public async Task<ReviewSheet?> FindSheetAsync(CampaignId id, string? after, Caller by, CancellationToken cancellationToken)
    {
        if (by.Person is not { } person || !by.Can(Right.Review))
        {
            return null;
        }
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await MineAsync(db, person, id, cancellationToken) is not [var review])
        {
            return null;
        }
        // By offset, unlike other lists: a sheet is one person's, seldom more than a page, and its order is fixed at the launch.
        var start = after is null ? 0 : Cursor.Read<int>(after)!.Value.Key;
        var campaign = await db.Campaigns.AsNoTracking().SingleAsync(c => c.Id == id, cancellationToken);
        var items = await InOrder(db.AskedOf(campaign, person).AsNoTracking())
            .Skip(start)
            .Take(SheetItems + 1)
            .ToListAsync(cancellationToken);
        var shown = items.Take(SheetItems).ToList();
        var guarded = await GuardedAsync(db, shown, cancellationToken);
        var rows = await RowsAsync(db, campaign, shown, person, cancellationToken);
        return new(
            review,
            [.. shown.GroupBy(i => i.AgentId).Select(g => AgentOf(g.First(), [.. g.Select(i => rows[i.Id])]))],
            await PoliciesAsync(db, shown, guarded, cancellationToken),
            guarded,
            items.Count > SheetItems ? Cursor.Write(start + SheetItems, Guid.Empty) : null,
            review.Open - rows.Values.Count(IsWaiting))
        {
            Stages = campaign.Stages,
        };
    }

    /// <summary>The order of a sheet: riskiest agents first, and of each its riskiest access.</summary>
    internal static IOrderedQueryable<ReviewItem> InOrder(IQueryable<ReviewItem> items) =>
        items.OrderByDescending(i => i.AgentRisk).ThenByDescending(i => i.AgentId).ThenByDescending(i => i.Risk).ThenByDescending(i => i.Id);

    /// <summary>What a person was asked in a campaign, as a whole; null when it asks them nothing.</summary>
    internal async Task<MyReview?> FindMineAsync(GovernanceDb db, PersonId person, CampaignId campaign, CancellationToken cancellationToken) =>
        await MineAsync(db, person, campaign, cancellationToken) is [var review] ? review : null;

    /// <summary>What reviews said about what an identity holds or held, what waits for an answer first, then newest first.</summary>
    public Task<IReadOnlyList<AccessReviewRow>> OfIdentityAsync(IdentityId id, Caller by, CancellationToken cancellationToken) =>
        HistoryAsync(i => i.IdentityId == id, by, cancellationToken);

    /// <summary>The same of everything that an agent held when it was asked.</summary>
    public Task<IReadOnlyList<AccessReviewRow>> OfAgentAsync(AgentId id, Caller by, CancellationToken cancellationToken) =>
        HistoryAsync(i => i.AgentId == id, by, cancellationToken);

    private async Task<IReadOnlyList<AccessReviewRow>> HistoryAsync(
        Expression<Func<ReviewItem, bool>> chosen, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        // Of what nobody was asked about yet, nobody sees anything here.
        var campaigns = db.Campaigns.Where(c => c.LaunchedAt != null);
        var remediations = db.Remediations;
        var found = await db.ReviewItems.AsNoTracking()
            .Where(chosen)
            .Join(campaigns, i => i.CampaignId, c => c.Id, (item, campaign) => new { item, campaign.Name, campaign.DueAt, campaign.CreatedAt })
            .OrderByDescending(f => f.item.State == ReviewItemState.Open).ThenByDescending(f => f.CreatedAt).ThenByDescending(f => f.item.Risk).ThenBy(f => f.item.Id)
            .Take(MostReviews)
            .Select(f => new
            {
                f.item,
                f.Name,
                f.DueAt,
                Remediation = remediations.Where(r => r.ItemId == f.item.Id).Select(r => (RemediationState?)r.State).SingleOrDefault(),
            })
            .ToListAsync(cancellationToken);
        var people = await CampaignQueries.PeopleAsync(
            db, found.SelectMany(f => new[] { f.item.ReviewerId, f.item.AnsweredById ?? f.item.ReviewerId }), cancellationToken);
        return found.ConvertAll(f => new AccessReviewRow(
            f.item.Id,
            f.item.CampaignId,
            f.Name,
            f.item.IdentityId,
            f.item.Shown.IdentityName,
            f.item.Shown.Entitlement,
            f.item.State,
            f.item.Justification,
            people[f.item.ReviewerId],
            f.item.AnsweredById is { } answered ? people[answered] : null,
            f.item.AnsweredAt,
            f.DueAt,
            f.Remediation));
    }

    /// <summary>The items of a sheet as its reader may see them.</summary>
    private async Task<IReadOnlyDictionary<ReviewItemId, ReviewItemRow>> RowsAsync(
        GovernanceDb db, Campaign campaign, IReadOnlyList<ReviewItem> items, PersonId reader, CancellationToken cancellationToken)
    {
        var votes = await CampaignQueries.VotesAsync(db, campaign.Stages.Count == 0 ? [] : [.. items.Select(i => i.Id)], cancellationToken);
        var people = await CampaignQueries.PeopleAsync(db, votes.SelectMany(v => v).Select(v => v.ReviewerId).Append(reader), cancellationToken);
        var ids = items.Select(i => i.Id).ToArray();
        var drafts = await db.ReviewDrafts.AsNoTracking().Where(d => d.ReviewerId == reader && EF.Parameter(ids).Contains(d.ItemId)).ToDictionaryAsync(d => d.ItemId, cancellationToken);
        var recommended = await db.RecommendAsync(items, clock.GetUtcNow(), cancellationToken);
        var pauses = await QuestionQueries.OfAsync(db, ids, clock.GetUtcNow(), cancellationToken);
        return items.ToDictionary(i => i.Id, item =>
        {
            var row = CampaignQueries.RowOf(item, people[reader]) with
            {
                Draft = drafts.GetValueOrDefault(item.Id) is { } draft ? RowOf(draft, item) : null,
                Pauses = [.. pauses[item.Id]],
                Recommended = recommended.GetValueOrDefault(item.Id),
            };
            if (votes[item.Id].LastOrDefault(v => v.ReviewerId == reader) is not { } own)
            {
                return row;
            }
            var seen = campaign.Stages[own.Stage].ShowsEarlier ? votes[item.Id].Where(v => v.Stage < own.Stage && v.Kind is not null) : [];
            return row with
            {
                ReviewerReason = own.Reason,
                Trail = own.Trail,
                Own = CampaignQueries.RowOf(own, people[reader]),
                Votes = [.. seen.Select(v => CampaignQueries.RowOf(v, people[v.ReviewerId]))],
                Justification = own.Justification,
                Until = own.Until,
                IsInStage = own.Stage == item.Stage,
            };
        });
    }

    internal static ReviewDraftRow RowOf(ReviewDraft draft, ReviewItem item) =>
        new(draft.Kind, draft.Justification, draft.Until, draft.SavedAt, item.HasChangedSince(draft.SeenRevision));

    private static bool IsWaiting(ReviewItemRow row) => row.State == ReviewItemState.Open && row.IsInStage && row.Own?.Kind is null;

    /// <summary>How many items a person was asked about, by campaign and what they said of them: open is what waits for them.</summary>
    private static async Task<ILookup<CampaignId, (ReviewItemState State, int Items)>> CountsAsync(
        GovernanceDb db, PersonId person, CampaignId? campaign, CancellationToken cancellationToken)
    {
        var items = db.ReviewItems.Where(i => campaign == null || i.CampaignId == campaign);
        var alone = await items
            .Where(i => !i.IsByVotes && i.ReviewerId == person)
            .GroupBy(i => new { i.CampaignId, i.State })
            .Select(g => new { g.Key.CampaignId, g.Key.State, Items = g.Count() })
            .ToListAsync(cancellationToken);
        var voted = await db.ReviewVotes
            .Where(v => v.ReviewerId == person)
            .Join(items, v => v.ItemId, i => i.Id, (v, i) => new { i.CampaignId, v.Kind, IsPast = v.Stage != i.Stage, IsOpen = i.State == ReviewItemState.Open })
            .Where(v => v.Kind != null || !v.IsPast)
            .GroupBy(v => new { v.CampaignId, v.Kind, v.IsOpen })
            .Select(g => new { g.Key.CampaignId, g.Key.Kind, g.Key.IsOpen, Items = g.Count() })
            .ToListAsync(cancellationToken);
        return alone.Select(c => (c.CampaignId, c.State, c.Items))
            .Concat(voted.Select(v => (
                v.CampaignId,
                v.Kind is { } kind ? ReviewItem.StateAfter(kind) : v.IsOpen ? ReviewItemState.Open : ReviewItemState.Unanswered,
                v.Items)))
            .ToLookup(c => c.CampaignId, c => (c.Item2, c.Items));
    }

    private async Task<IReadOnlyList<MyReview>> MineAsync(
        GovernanceDb db, PersonId person, CampaignId? campaign, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var counts = await CountsAsync(db, person, campaign, cancellationToken);
        var ids = counts.Select(c => c.Key).ToList();
        var drafts = await db.ReviewDrafts
            .Where(d => d.ReviewerId == person && (campaign == null || d.CampaignId == campaign))
            .GroupBy(d => d.CampaignId)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var people = db.People;
        var campaigns = await db.Campaigns.AsNoTracking()
            .Where(c => ids.Contains(c.Id) && c.LaunchedAt != null)
            .Select(c => new { Campaign = c, Owner = people.Where(p => p.Id == c.OwnerId).Select(p => p.Name).Single() })
            .ToListAsync(cancellationToken);
        int CountOf(CampaignId id, params ReviewItemState[] states) => counts[id].Where(c => states.Contains(c.State)).Sum(c => c.Items);
        return [.. campaigns
            .Select(c => new MyReview(
                c.Campaign.Id,
                c.Campaign.Name,
                c.Campaign.State,
                c.Campaign.DueAt,
                c.Campaign.IsOverdue(now),
                c.Campaign.EndedAt,
                c.Owner,
                counts[c.Campaign.Id].Sum(i => i.Items),
                CountOf(c.Campaign.Id, ReviewItemState.Open),
                CountOf(c.Campaign.Id, ReviewItemState.Attested),
                CountOf(c.Campaign.Id, ReviewItemState.Revoked, ReviewItemState.Reduced))
            {
                Drafts = drafts.GetValueOrDefault(c.Campaign.Id),
            })
            .OrderByDescending(r => r.State == CampaignState.Active && r.Open > 0)
            .ThenByDescending(r => r.State == CampaignState.Active)
            .ThenBy(r => r.DueAt)
            .Take(MostReviews)];
    }

    private static async Task<IReadOnlyDictionary<string, string>> PoliciesAsync(
        GovernanceDb db, IEnumerable<ReviewItem> items, IReadOnlySet<string> guarded, CancellationToken cancellationToken)
    {
        var hashes = HashesOf(items).Except(guarded, StringComparer.Ordinal).ToList();
        return await db.PolicyDocuments.AsNoTracking()
            .Where(d => hashes.Contains(d.Hash))
            .ToDictionaryAsync(d => d.Hash, d => d.Text, StringComparer.Ordinal, cancellationToken);
    }

    private static async Task<IReadOnlySet<string>> GuardedAsync(GovernanceDb db, IReadOnlyList<ReviewItem> items, CancellationToken cancellationToken)
    {
        var agents = items.Select(i => (AgentId?)i.AgentId).Distinct().ToList();
        var privileged = await db.PrivilegedAgents().Where(a => agents.Contains(a)).Distinct().ToListAsync(cancellationToken);
        return HashesOf(items.Where(i => privileged.Contains(i.AgentId))).ToHashSet(StringComparer.Ordinal);
    }

    private static IEnumerable<string> HashesOf(IEnumerable<ReviewItem> items) =>
        items.SelectMany(i => i.Shown.Documents).Select(d => d.Hash).OfType<string>().Distinct(StringComparer.Ordinal);

    private static ReviewSheetAgent AgentOf(ReviewItem any, IReadOnlyList<ReviewItemRow> items) =>
        new(any.AgentId, any.Shown.AgentName, any.Shown.AgentPurpose, any.Shown.Environment, any.AgentRisk, items);
}
