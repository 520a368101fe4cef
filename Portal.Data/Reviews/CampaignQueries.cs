using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Data.People;
using Portal.Data.Reviews.Population;
using Portal.Data.Reviews.Remediations;
using Portal.Data.Reviews.Scopes;
using Portal.Data.Storage;

namespace Portal.Data.Reviews;

/// <summary>Reads campaigns as a whole, for those who run or audit them.</summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="clock">The time.</param>
/// <param name="options">How old a reading of a source may be.</param>
public sealed class CampaignQueries(IDbContextFactory<GovernanceDb> databases, TimeProvider clock, IOptions<ReviewOptions> options)
{
    /// <summary>One page of the campaigns that <paramref name="filter"/> names, newest first.</summary>
    public async Task<Page<CampaignRow>> ListAsync(CampaignFilter filter, PageRequest page, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadCampaigns);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var campaigns = await db.Campaigns.AsNoTracking()
            .Where(c => filter.State == null || c.State == filter.State)
            .SortedBy(c => c.CreatedAt, c => c.Id, descending: true, Cursor.Read<DateTimeOffset>(page.After))
            .Take(page.Limit + 1)
            .ToListAsync(cancellationToken);
        var rows = await RowsAsync(db, campaigns.Take(page.Limit), cancellationToken);
        return new(rows, campaigns.Count > page.Limit ? Cursor.Write(rows[^1].CreatedAt, rows[^1].Id.Value) : null);
    }

    /// <summary>One campaign, or null when there is none with this id.</summary>
    public async Task<CampaignDetail?> FindAsync(CampaignId id, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadCampaigns);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } campaign)
        {
            return null;
        }
        var row = (await RowsAsync(db, [campaign], cancellationToken))[0];
        var counts = await db.ReviewItems
            .Where(i => i.CampaignId == id)
            .GroupBy(i => new { i.ReviewerId, i.State })
            .Select(g => new { g.Key.ReviewerId, g.Key.State, Items = g.Count() })
            .ToListAsync(cancellationToken);
        PersonId?[] signers = [campaign.SealedById, .. campaign.Exceptions.Select(e => (PersonId?)e.By)];
        var people = await PeopleAsync(db, counts.Select(c => c.ReviewerId).Concat(signers.OfType<PersonId>()), cancellationToken);
        return new(
            row,
            campaign.Occurrence,
            campaign.LaunchedAt,
            campaign.EndedAt,
            campaign.ClosedAt,
            campaign.Population,
            campaign.PausedAt,
            campaign.SealedById is { } signer ? new(people[signer], campaign.SealedAt!.Value, campaign.SignOff!) : null,
            campaign.Listed,
            await NamedAsync(db, campaign.Exclusions, cancellationToken),
            campaign.Manifest,
            [.. campaign.Exceptions.Select(e => new SignedException(e, campaign.Manifest?.Sources.FirstOrDefault(s => s.Id == e.Source)?.Name, people[e.By]))],
            campaign.Next(row.Open, row.Unsettled, clock.GetUtcNow()),
            counts.GroupBy(c => c.State).ToDictionary(g => g.Key, g => g.Sum(c => c.Items)),
            [.. counts
                .GroupBy(c => c.ReviewerId)
                .Select(g => new ReviewerProgress(
                    people[g.Key],
                    g.Sum(c => c.Items),
                    g.Where(c => c.State == ReviewItemState.Open).Sum(c => c.Items),
                    g.Where(c => c.State is ReviewItemState.Revoked or ReviewItemState.Reduced).Sum(c => c.Items)))
                .OrderByDescending(p => p.Open).ThenBy(p => p.Reviewer.Name, StringComparer.Ordinal)]);
    }

    /// <summary>One page of a campaign's items, riskiest first; null when there is no such campaign.</summary>
    public async Task<Page<ReviewItemRow>?> ItemsAsync(
        CampaignId id, ReviewItemFilter filter, PageRequest page, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadCampaigns);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (!await db.Campaigns.AnyAsync(c => c.Id == id, cancellationToken))
        {
            return null;
        }
        var chosen = db.ReviewItems.AsNoTracking().Where(i => i.CampaignId == id && (filter.State == null || i.State == filter.State));
        if (filter.Reviewer is { } reviewer)
        {
            var email = reviewer.ToLowerInvariant();
            var person = Guid.TryParse(reviewer, out var value)
                ? new PersonId(value)
                : await db.People.Where(p => p.Email == email).Select(p => (PersonId?)p.Id).SingleOrDefaultAsync(cancellationToken);
            chosen = chosen.Where(i => i.ReviewerId == person);
        }
        var items = await chosen
            .SortedBy(i => i.Risk, i => i.Id, descending: true, Cursor.Read<int>(page.After))
            .Take(page.Limit + 1)
            .ToListAsync(cancellationToken);
        var people = await PeopleAsync(db, items.Select(i => i.ReviewerId), cancellationToken);
        ReviewItemRow[] rows = [.. items.Take(page.Limit).Select(i => RowOf(i, people[i.ReviewerId]))];
        return new(rows, items.Count > page.Limit ? Cursor.Write(items[page.Limit - 1].Risk, items[page.Limit - 1].Id.Value) : null);
    }

    /// <summary>What a campaign over <paramref name="scope"/> would come to if the caller launched it now; what makes no sense in it is left out.</summary>
    public async Task<CampaignPreview> PreviewAsync(CampaignScope scope, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ManageCampaigns);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var roster = await Roster.ReadAsync(db, scope, by.Person ?? default, now, cancellationToken);
        var rerouted = roster.Entries
            .Where(e => e.Reviewer is not { Reason: ReviewerReason.Owner })
            .Select(e => e.Agent.Name)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return new(
            roster.Count(now),
            [.. roster.Entries
                .Where(e => e.Reviewer is not null)
                .GroupBy(e => e.Reviewer!.Reviewer)
                .Select(g => new PreviewedReviewer(
                    RefOf(roster.People[g.Key]),
                    g.Sum(e => e.Entitlements.Count),
                    g.Select(e => e.Agent.Id).Distinct().Count(),
                    [.. g.GroupBy(e => e.Reviewer!.Reason).OrderByDescending(r => r.Sum(e => e.Entitlements.Count)).Select(r => r.Key)]))
                .OrderByDescending(r => r.Items).ThenBy(r => r.Reviewer.Name, StringComparer.Ordinal)],
            [.. rerouted.Take(CampaignPreview.MostNamed)],
            rerouted.Count,
            roster.Unreviewable,
            await SourceReadings.ReadAsync(db, scope, roster, TimeSpan.FromHours(options.Value.MaxSourceAgeHours), now, cancellationToken),
            roster.Access.Excluded,
            roster.Access.Vanished.Count);
    }

    /// <summary>What is wrong with a scope, field by field; empty when nothing is.</summary>
    public async Task<IReadOnlyDictionary<string, string[]>> ProblemsOfAsync(CampaignScope scope, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ManageCampaigns);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        await ScopeProblems.FindAsync(db, scope, problems, cancellationToken);
        return problems;
    }

    private static async Task<IReadOnlyList<NamedExclusion>> NamedAsync(
        GovernanceDb db, IEnumerable<ScopeExclusion> exclusions, CancellationToken cancellationToken)
    {
        var named = new List<NamedExclusion>();
        foreach (var exclusion in exclusions)
        {
            named.Add(new(exclusion, await ScopeReader.NameAsync(db, exclusion, cancellationToken)));
        }
        return named;
    }

    /// <summary>What a list shows of an item.</summary>
    internal static ReviewItemRow RowOf(ReviewItem item, PersonRef reviewer) => new(
        item.Id,
        item.CampaignId,
        item.AgentId,
        item.IdentityId,
        item.EntitlementId,
        item.Shown,
        item.ShownHash,
        reviewer,
        item.ReviewerReason,
        item.Trail,
        item.State,
        item.Justification,
        item.AnsweredAt,
        item.Until,
        item.HasConflict,
        item.Revision);

    /// <summary>The people with these ids, by id.</summary>
    internal static async Task<IReadOnlyDictionary<PersonId, PersonRef>> PeopleAsync(
        GovernanceDb db, IEnumerable<PersonId> ids, CancellationToken cancellationToken)
    {
        var asked = ids.Distinct().ToList();
        return await db.People.AsNoTracking()
            .Where(p => asked.Contains(p.Id))
            .Select(p => new PersonRef(p.Id, p.Name, p.IsActive))
            .ToDictionaryAsync(p => p.Id, cancellationToken);
    }

    private async Task<IReadOnlyList<CampaignRow>> RowsAsync(
        GovernanceDb db, IEnumerable<Campaign> campaigns, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var read = campaigns.ToList();
        var ids = read.ConvertAll(c => c.Id);
        var people = await PeopleAsync(db, read.SelectMany(c => new[] { c.OwnerId, c.InheritedFromId ?? c.OwnerId }), cancellationToken);
        var states = (await db.ReviewItems
            .Where(i => ids.Contains(i.CampaignId))
            .GroupBy(i => new { i.CampaignId, i.State, i.HasConflict })
            .Select(g => new { g.Key.CampaignId, g.Key.State, g.Key.HasConflict, Items = g.Count() })
            .ToListAsync(cancellationToken))
            .ToLookup(g => g.CampaignId);
        var unsettled = await db.Remediations
            .Unsettled(now)
            .Where(r => ids.Contains(r.CampaignId))
            .GroupBy(r => r.CampaignId)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        return read.ConvertAll(c => new CampaignRow(
            c.Id,
            c.Name,
            c.State,
            c.IsOverdue(now),
            c.DueAt,
            people[c.OwnerId],
            c.Filter,
            c.CreatedAt,
            states[c.Id].Sum(s => s.Items),
            states[c.Id].Where(s => s.State == ReviewItemState.Open).Sum(s => s.Items),
            states[c.Id].Where(s => s.State is ReviewItemState.Revoked or ReviewItemState.Reduced).Sum(s => s.Items),
            unsettled.GetValueOrDefault(c.Id),
            states[c.Id].Where(s => s.HasConflict).Sum(s => s.Items))
        {
            Inherited = c is { InheritedFromId: { } from, InheritedAt: { } at } ? new(people[from], at) : null,
        });
    }

    private static PersonRef RefOf(Person person) => new(person.Id, person.Name, person.IsActive);
}
