using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Data.People;
using Portal.Data.People.Provisioning;
using Portal.Data.Reviews.NoAnswers;
using Portal.Data.Reviews.Population;
using Portal.Data.Reviews.Remediations;
using Portal.Data.Reviews.Scopes;
using Portal.Data.Reviews.Stages;
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
        var states = await db.ReviewItems
            .Where(i => i.CampaignId == id)
            .GroupBy(i => new { i.Stage, i.State })
            .Select(g => new { g.Key.Stage, g.Key.State, Items = g.Count() })
            .ToListAsync(cancellationToken);
        var progress = await ProgressAsync(db, campaign, cancellationToken);
        PersonId?[] signers = [campaign.SealedById, .. campaign.Exceptions.Select(e => (PersonId?)e.By)];
        var people = await PeopleAsync(db, progress.Select(p => p.Reviewer).Concat(signers.OfType<PersonId>()), cancellationToken);
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
            states.GroupBy(c => c.State).ToDictionary(g => g.Key, g => g.Sum(c => c.Items)),
            [.. progress
                .Select(p => new ReviewerProgress(people[p.Reviewer], p.Items, p.Open, p.Revoked))
                .OrderByDescending(p => p.Open).ThenBy(p => p.Reviewer.Name, StringComparer.Ordinal)])
        {
            Stages = campaign.Stages,
            Waiting = states.Where(s => campaign.Stages.Count > 0 && s.State == ReviewItemState.Open).ToDictionary(s => s.Stage, s => s.Items),
            OwnersDecideAlone = campaign.OwnersDecideAlone,
            NoAnswer = campaign.NoAnswer ?? NoAnswerPolicy.Keeps,
            Hold = campaign.State == CampaignState.Closing ? await PolicyHold.ReadAsync(db, campaign, cancellationToken) : null,
        };
    }

    /// <summary>How far each reviewer is: with several about an item, by what each of them said.</summary>
    private static async Task<IReadOnlyList<(PersonId Reviewer, int Items, int Open, int Revoked)>> ProgressAsync(
        GovernanceDb db, Campaign campaign, CancellationToken cancellationToken)
    {
        var items = db.ReviewItems.Where(i => i.CampaignId == campaign.Id);
        var counts = campaign.Stages.Count == 0
            ? await items
                .GroupBy(i => new { i.ReviewerId, i.State })
                .Select(g => new { g.Key.ReviewerId, IsOpen = g.Key.State == ReviewItemState.Open, IsNo = g.Key.State == ReviewItemState.Revoked || g.Key.State == ReviewItemState.Reduced, Items = g.Count() })
                .ToListAsync(cancellationToken)
            : await db.ReviewVotes.Where(v => v.CampaignId == campaign.Id)
                .Join(items, v => v.ItemId, i => i.Id, (v, i) => new { v.ReviewerId, v.Kind, IsOpen = v.Kind == null && i.State == ReviewItemState.Open && i.Stage == v.Stage })
                .GroupBy(v => new { v.ReviewerId, v.Kind, v.IsOpen })
                .Select(g => new { g.Key.ReviewerId, g.Key.IsOpen, IsNo = g.Key.Kind == DecisionKind.Revoke || g.Key.Kind == DecisionKind.Reduce, Items = g.Count() })
                .ToListAsync(cancellationToken);
        return [.. counts.GroupBy(c => c.ReviewerId).Select(g => (g.Key, g.Sum(c => c.Items), g.Where(c => c.IsOpen).Sum(c => c.Items), g.Where(c => c.IsNo).Sum(c => c.Items)))];
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
            var votesOf = db.ReviewVotes;
            chosen = chosen.Where(i => i.IsByVotes ? votesOf.Any(v => v.ItemId == i.Id && v.Stage == i.Stage && v.ReviewerId == person) : i.ReviewerId == person);
        }
        var items = await chosen
            .SortedBy(i => i.Risk, i => i.Id, descending: true, Cursor.Read<int>(page.After))
            .Take(page.Limit + 1)
            .ToListAsync(cancellationToken);
        var votes = await VotesAsync(db, [.. items.Where(i => i.IsByVotes).Select(i => i.Id)], cancellationToken);
        var people = await PeopleAsync(db, items.Select(i => i.ReviewerId).Concat(votes.SelectMany(v => v).Select(v => v.ReviewerId)), cancellationToken);
        ReviewItemRow[] rows = [.. items.Take(page.Limit).Select(i => RowOf(i, people[i.ReviewerId]) with { Votes = [.. votes[i.Id].Select(v => RowOf(v, people[v.ReviewerId]))] })];
        return new(rows, items.Count > page.Limit ? Cursor.Write(items[page.Limit - 1].Risk, items[page.Limit - 1].Id.Value) : null);
    }

    /// <summary>What a campaign over <paramref name="scope"/> would come to if the caller launched it now; what makes no sense in it is left out.</summary>
    public Task<CampaignPreview> PreviewAsync(CampaignScope scope, Caller by, CancellationToken cancellationToken) =>
        PreviewAsync(scope, stages: [], ownersDecideAlone: null, by, cancellationToken);

    /// <summary>The same for a campaign with stages.</summary>
    /// <param name="scope">Which access.</param>
    /// <param name="stages">Its rounds; whom the first asks is shown.</param>
    /// <param name="ownersDecideAlone">Whether somebody may decide alone on an agent that they alone own; null is as the settings say.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<CampaignPreview> PreviewAsync(
        CampaignScope scope, IReadOnlyList<ReviewStage> stages, bool? ownersDecideAlone, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ManageCampaigns);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var roster = await Roster.ReadAsync(
            db, scope, new(by.Person ?? default, stages, ownersDecideAlone ?? options.Value.OwnersDecideAlone), now, cancellationToken);
        var rerouted = roster.Entries
            .Where(e => e.Asked.Any(c => c.Trail.Count > 0))
            .Select(e => e.Agent.Name)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return new(
            roster.Count(now),
            [.. roster.Entries
                .SelectMany(e => e.Asked, (entry, choice) => (entry.Agent, Choice: choice))
                .GroupBy(a => a.Choice.Reviewer)
                .Select(g => new PreviewedReviewer(
                    RefOf(roster.People[g.Key]),
                    g.Count(),
                    g.Select(a => a.Agent.Id).Distinct().Count(),
                    [.. g.GroupBy(a => a.Choice.Reason).OrderByDescending(r => r.Count()).Select(r => r.Key)]))
                .OrderByDescending(r => r.Items).ThenBy(r => r.Reviewer.Name, StringComparer.Ordinal)],
            [.. rerouted.Take(CampaignPreview.MostNamed)],
            rerouted.Count,
            roster.Unreviewable,
            await SourceReadings.ReadAsync(db, scope, roster, TimeSpan.FromHours(options.Value.MaxSourceAgeHours), now, cancellationToken),
            roster.Access.Excluded,
            roster.Access.Vanished.Count);
    }

    /// <summary>What is wrong with a scope, field by field; empty when nothing is.</summary>
    public Task<IReadOnlyDictionary<string, string[]>> ProblemsOfAsync(CampaignScope scope, Caller by, CancellationToken cancellationToken) =>
        ProblemsOfAsync(scope, stages: [], by, cancellationToken);

    /// <summary>What is wrong with a scope and stages, field by field; empty when nothing is.</summary>
    public async Task<IReadOnlyDictionary<string, string[]>> ProblemsOfAsync(
        CampaignScope scope, IReadOnlyList<ReviewStage> stages, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ManageCampaigns);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        await ScopeProblems.FindAsync(db, scope, problems, cancellationToken);
        await StageProblems.FindAsync(db, stages, problems, cancellationToken);
        return problems;
    }

    /// <summary>What people and groups are called that stages name, or may name.</summary>
    public async Task<StageNames> NamesAsync(IReadOnlyList<ReviewStage> stages, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadCampaigns);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var groups = await db.DirectoryGroups.AsNoTracking().OrderBy(g => g.DisplayName).ThenBy(g => g.Id).Take(StageNames.MostGroups).ToListAsync(cancellationToken);
        return new(
            await PeopleAsync(db, stages.SelectMany(s => s.Fallback.Prepend(s.Rule)).SelectMany(r => r.People), cancellationToken),
            groups.ToDictionary(g => g.Id, g => g.DisplayName));
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

    /// <summary>The votes on some items, in the order of stages and places.</summary>
    internal static async Task<ILookup<ReviewItemId, ReviewVote>> VotesAsync(GovernanceDb db, ReviewItemId[] items, CancellationToken cancellationToken) => (items.Length == 0
        ? []
        : await db.ReviewVotes.AsNoTracking()
            .Where(v => EF.Parameter(items).Contains(v.ItemId))
            .OrderBy(v => v.Stage).ThenBy(v => v.Id)
            .ToListAsync(cancellationToken)).ToLookup(v => v.ItemId);

    /// <summary>What a list shows of a vote.</summary>
    internal static ReviewVoteRow RowOf(ReviewVote vote, PersonRef reviewer) => new(vote.Stage, reviewer, vote.Reason, vote.Trail, vote.Kind, vote.Justification, vote.At);

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
        item.Revision)
    {
        Stage = item.Stage,
        ByPolicyAt = item.ByPolicyAt,
    };

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
