using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.MicroReviews;

/// <summary>Reads rules that open micro-reviews, what set them off, and what would have.</summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="platforms">Whose engines judge.</param>
/// <param name="clock">The time.</param>
public sealed class MicroReviewQueries(IDbContextFactory<GovernanceDb> databases, IEnumerable<IPlatform> platforms, TimeProvider clock)
{
    private static readonly HashSet<string> NothingKnown = [];

    private readonly Dictionary<Platform, IPermissionEngine> _engines = platforms.ToDictionary(p => p.Platform, p => p.Permissions);

    /// <summary>One page of the rules, by name.</summary>
    public async Task<Page<MicroReviewRuleRow>> ListAsync(PageRequest page, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadCampaigns);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rules = await db.MicroReviewRules.AsNoTracking()
            .SortedBy(r => r.Name, r => r.Id, descending: false, Cursor.Read<string>(page.After))
            .Take(page.Limit + 1)
            .ToListAsync(cancellationToken);
        var next = rules.Count > page.Limit ? Cursor.Write(rules[page.Limit - 1].Name, rules[page.Limit - 1].Id.Value) : null;
        return new(await RowsAsync(db, [.. rules.Take(page.Limit)], cancellationToken), next);
    }

    /// <summary>One rule, or null when there is none with this id.</summary>
    public async Task<MicroReviewRuleRow?> FindAsync(MicroReviewRuleId id, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadCampaigns);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return (await RowsAsync(db, await db.MicroReviewRules.AsNoTracking().Where(r => r.Id == id).ToListAsync(cancellationToken), cancellationToken)).SingleOrDefault();
    }

    /// <summary>One page of what set a rule off, newest first; null when there is no such rule.</summary>
    public async Task<Page<MicroReviewOccasionRow>?> ListOccasionsAsync(MicroReviewRuleId id, PageRequest page, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadCampaigns);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (!await db.MicroReviewRules.AnyAsync(r => r.Id == id, cancellationToken))
        {
            return null;
        }
        var occasions = await db.MicroReviewOccasions.AsNoTracking().Where(o => o.RuleId == id)
            .SortedBy(o => o.At, o => o.Id, descending: true, Cursor.Read<DateTimeOffset>(page.After))
            .Take(page.Limit + 1)
            .ToListAsync(cancellationToken);
        var next = occasions.Count > page.Limit ? Cursor.Write(occasions[page.Limit - 1].At, occasions[page.Limit - 1].Id.Value) : null;
        return new(await RowsAsync(db, [.. occasions.Take(page.Limit)], cancellationToken), next);
    }

    /// <summary>What led to a campaign, newest first; empty for campaigns that no rule opened.</summary>
    public async Task<IReadOnlyList<MicroReviewOccasionRow>> OfCampaignAsync(CampaignId id, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadCampaigns);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await RowsAsync(
            db, await db.MicroReviewOccasions.AsNoTracking().Where(o => o.CampaignId == id).OrderByDescending(o => o.At).Take(PageRequest.MostItems).ToListAsync(cancellationToken), cancellationToken);
    }

    /// <summary>What a change set off, by identity, newest first.</summary>
    public async Task<IReadOnlyList<MicroReviewOccasionRow>> OfChangeAsync(ChangeId id, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadCampaigns);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await RowsAsync(
            db, await db.MicroReviewOccasions.AsNoTracking().Where(o => o.ChangeId == id).OrderByDescending(o => o.At).Take(PageRequest.MostItems).ToListAsync(cancellationToken), cancellationToken);
    }

    /// <summary>What makes no sense of what is to set a rule off, by field; empty when it does.</summary>
    public static IReadOnlyDictionary<string, string[]> ProblemsOf(MicroReviewDraft draft) => draft.Check().Where(p => p.Key != "name").ToDictionary(StringComparer.Ordinal);

    /// <summary>What a rule would have come to in the last 90 days, as far as what is stored now still tells of it.</summary>
    /// <exception cref="ArgumentException">The draft makes no sense, see <see cref="ProblemsOf"/>.</exception>
    public async Task<MicroReviewPreview> PreviewAsync(MicroReviewDraft draft, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ManageCampaigns);
        if (ProblemsOf(draft).Count > 0)
        {
            throw new ArgumentException("The draft makes no sense.", nameof(draft));
        }
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var since = now - StartMicroReviews.LongestLook;
        var found = await new OccasionReader(db, _engines).FindAsync(draft.Trigger, draft.Threshold, draft.Filter, since, now, NothingKnown, cancellationToken);
        var newest = found.Reverse().Take(MicroReviewPreview.MostListed).Select(f => new MicroReviewOccasion
        {
            RuleId = default,
            Key = f.Key,
            IdentityId = f.Identity,
            EntitlementId = f.Entitlement,
            ChangeId = f.Change,
            At = f.At,
            FoundAt = now,
            Why = f.Why,
        });
        var reviews = MicroReviewPreview.ReviewsOf(found.Select(f => f.At), TimeSpan.FromMinutes(draft.GatherMinutes), TimeSpan.FromDays(draft.DueDays));
        return new(since, found.Count, reviews, await RowsAsync(db, [.. newest], cancellationToken));
    }

    private static async Task<IReadOnlyList<MicroReviewRuleRow>> RowsAsync(GovernanceDb db, List<MicroReviewRule> rules, CancellationToken cancellationToken)
    {
        var people = await CampaignQueries.PeopleAsync(db, rules.Select(r => r.OwnerId), cancellationToken);
        var ids = rules.ConvertAll(r => r.Id).ToArray();
        var waiting = await db.MicroReviewOccasions.Where(o => EF.Parameter(ids).Contains(o.RuleId) && o.CampaignId == null && o.SettledAt == null)
            .GroupBy(o => o.RuleId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var last = rules.Select(r => r.CampaignId).OfType<CampaignId>().ToArray();
        var states = await db.Campaigns.Where(c => EF.Parameter(last).Contains(c.Id)).Select(c => new { c.Id, c.State }).ToDictionaryAsync(c => c.Id, c => c.State, cancellationToken);
        return rules.ConvertAll(r => new MicroReviewRuleRow(
            r.Id,
            r.Name,
            r.Trigger,
            r.Threshold,
            r.Filter,
            r.DueDays,
            r.GatherMinutes,
            people[r.OwnerId],
            r.IsActive,
            r.WatchedFrom,
            r.Occasions,
            waiting.GetValueOrDefault(r.Id),
            r.Reviews,
            r.CampaignId,
            r.CampaignId is { } campaign ? states[campaign] : null,
            r.Problem,
            r.Version));
    }

    private static async Task<IReadOnlyList<MicroReviewOccasionRow>> RowsAsync(GovernanceDb db, List<MicroReviewOccasion> occasions, CancellationToken cancellationToken)
    {
        var ids = occasions.Select(o => o.IdentityId).Distinct().ToArray();
        var identities = await (
            from identity in db.Identities.Where(i => EF.Parameter(ids).Contains(i.Id))
            join agent in db.Agents on identity.AgentId equals agent.Id into agents
            from agent in agents.DefaultIfEmpty()
            select new { identity.Id, identity.Name, Agent = agent == null ? null : new AgentRef(agent.Id, agent.Name, agent.Status) })
            .ToDictionaryAsync(i => i.Id, cancellationToken);
        var asked = occasions.Select(o => o.CampaignId).OfType<CampaignId>().Distinct().ToArray();
        var campaigns = await db.Campaigns.Where(c => EF.Parameter(asked).Contains(c.Id)).Select(c => new { c.Id, c.Name }).ToDictionaryAsync(c => c.Id, c => c.Name, cancellationToken);
        return occasions.ConvertAll(o => new MicroReviewOccasionRow(
            o.At,
            o.Why,
            o.IdentityId,
            identities.TryGetValue(o.IdentityId, out var identity) ? identity.Name : "an identity that is not known any more",
            identity?.Agent,
            o.ChangeId,
            o.CampaignId,
            o.CampaignId is { } campaign ? campaigns[campaign] : null,
            o.SettledAt));
    }
}
