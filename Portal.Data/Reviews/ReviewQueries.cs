using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Data.People;
using Portal.Data.Permissions.Reading;
using Portal.Data.Reviews.Remediations;
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
        var items = await db.ReviewItems.AsNoTracking()
            .Where(i => i.CampaignId == id && i.ReviewerId == person)
            .OrderByDescending(i => i.AgentRisk).ThenByDescending(i => i.AgentId).ThenByDescending(i => i.Risk).ThenByDescending(i => i.Id)
            .Skip(start)
            .Take(SheetItems + 1)
            .ToListAsync(cancellationToken);
        var shown = items.Take(SheetItems).ToList();
        var guarded = await GuardedAsync(db, shown, cancellationToken);
        var me = (await CampaignQueries.PeopleAsync(db, [person], cancellationToken))[person];
        return new(
            review,
            [.. shown.GroupBy(i => i.AgentId).Select(g => AgentOf(g.First(), [.. g.Select(i => CampaignQueries.RowOf(i, me))]))],
            await PoliciesAsync(db, shown, guarded, cancellationToken),
            guarded,
            items.Count > SheetItems ? Cursor.Write(start + SheetItems, Guid.Empty) : null,
            review.Open - shown.Count(i => i.State == ReviewItemState.Open));
    }

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

    private async Task<IReadOnlyList<MyReview>> MineAsync(
        GovernanceDb db, PersonId person, CampaignId? campaign, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var counts = (await db.ReviewItems
            .Where(i => i.ReviewerId == person && (campaign == null || i.CampaignId == campaign))
            .GroupBy(i => new { i.CampaignId, i.State })
            .Select(g => new { g.Key.CampaignId, g.Key.State, Items = g.Count() })
            .ToListAsync(cancellationToken))
            .ToLookup(c => c.CampaignId);
        var ids = counts.Select(c => c.Key).ToList();
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
                CountOf(c.Campaign.Id, ReviewItemState.Revoked, ReviewItemState.Reduced)))
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
