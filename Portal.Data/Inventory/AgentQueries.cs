using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory.Handover;
using Portal.Data.Lists;
using Portal.Data.People;
using Portal.Data.Storage;

namespace Portal.Data.Inventory;

/// <summary>Reads agents.</summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="clock">The time.</param>
public sealed class AgentQueries(IDbContextFactory<GovernanceDb> databases, TimeProvider clock)
{
    /// <summary>One page of the agents that <paramref name="filter"/> names, in its order.</summary>
    public async Task<Page<AgentRow>> ListAsync(AgentFilter filter, PageRequest page, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var chosen = await ChosenAsync(db, filter, cancellationToken);
        var agents = await Sorted(chosen, filter.Order, page.After).Take(page.Limit + 1).ToListAsync(cancellationToken);
        var next = agents.Count > page.Limit ? CursorOf(agents[page.Limit - 1], filter.Order.By) : null;
        return new(await RowsAsync(db, agents.Take(page.Limit), cancellationToken), next);
    }

    /// <summary>How many agents <paramref name="filter"/> names, counted up to a bound.</summary>
    public async Task<ListCount> CountAsync(AgentFilter filter, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var chosen = await ChosenAsync(db, filter, cancellationToken);
        // Along the list's own order, which an index has: the count reads no further than to its bound.
        return new(await Sorted(chosen, filter.Order, after: null).Take(ListCount.Bound + 1).CountAsync(cancellationToken));
    }

    /// <summary>All agents that <paramref name="filter"/> names, for an export: read page by page as the receiver takes them.</summary>
    public async IAsyncEnumerable<AgentRow> ExportAsync(
        AgentFilter filter, Caller by, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var page = new PageRequest(Limit: PageRequest.MostItems);
        do
        {
            var part = await ListAsync(filter, page, by, cancellationToken);
            foreach (var row in part.Items)
            {
                yield return row;
            }
            page = page with { After = part.Next };
        }
        while (page.After is not null);
    }

    /// <summary>The agent, or null when there is none with this id.</summary>
    public async Task<AgentDetail?> FindAsync(AgentId id, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadAgent);
        if (!by.Knows(id.Value))
        {
            return null;
        }
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Agents.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancellationToken) is not { } agent)
        {
            return null;
        }
        var row = (await RowsAsync(db, [agent], cancellationToken))[0];
        var identities = await db.Identities.AsNoTracking()
            .Where(i => i.AgentId == id)
            .OrderBy(i => i.ObservedUntil != null).ThenByDescending(i => i.Risk).ThenBy(i => i.Id)
            .Take(AgentDetail.MostIdentities)
            .ToListAsync(cancellationToken);
        return new(row, agent.CreatedAt, agent.Version, await IdentityQueries.RowsAsync(db, identities, clock.GetUtcNow(), cancellationToken));
    }

    /// <summary>The rows of agents that were read, in the same order.</summary>
    internal static async Task<IReadOnlyList<AgentRow>> RowsAsync(GovernanceDb db, IEnumerable<Agent> agents, CancellationToken cancellationToken)
    {
        var read = agents.ToList();
        var ids = read.ConvertAll(a => (AgentId?)a.Id);
        var held = await db.Identities
            .Where(i => ids.Contains(i.AgentId) && i.ObservedUntil == null)
            .GroupBy(i => new { i.AgentId, i.Platform })
            .Select(g => new { g.Key.AgentId, g.Key.Platform, Count = g.Count(), LastUsedAt = g.Max(i => i.LastUsedAt), Confidence = g.Max(i => i.Confidence) })
            .ToListAsync(cancellationToken);
        var byAgent = held.ToLookup(h => h.AgentId);
        var personIds = read.SelectMany(a => new[] { a.OwnerId, a.SponsorId, a.InheritedFromId }).OfType<PersonId>().Distinct().ToList();
        var people = await db.People.AsNoTracking()
            .Where(p => personIds.Contains(p.Id))
            .Select(p => new PersonRef(p.Id, p.Name, p.IsActive))
            .ToDictionaryAsync(p => p.Id, cancellationToken);
        return read.ConvertAll(a => new AgentRow(
            a.Id,
            a.Name,
            a.Status,
            a.Environment,
            a.Autonomy,
            a.Purpose,
            a.OwnerId is { } owner ? people.GetValueOrDefault(owner) : null,
            a.SponsorId is { } sponsor ? people.GetValueOrDefault(sponsor) : null,
            a.InheritedFromId is { } from ? new Inheritance(people[from], a.InheritedAt!.Value) : null,
            [.. byAgent[a.Id].Select(h => h.Platform).Order()],
            byAgent[a.Id].Sum(h => h.Count),
            byAgent[a.Id].Max(h => h.LastUsedAt),
            byAgent[a.Id].Select(h => h.Confidence).DefaultIfEmpty(0).Max(),
            a.Risk,
            a.RiskReasons));
    }

    /// <summary>The agents that <paramref name="filter"/> names, in no order.</summary>
    internal static async Task<IQueryable<Agent>> ChosenAsync(GovernanceDb db, AgentFilter filter, CancellationToken cancellationToken)
    {
        var agents = db.Agents.AsNoTracking();
        agents = filter.Status is { } status
            ? agents.Where(a => a.Status == status)
            : agents.Where(a => a.Status != AgentStatus.Dismissed && a.Status != AgentStatus.Retired);
        if (filter.Environment is { } environment)
        {
            agents = agents.Where(a => a.Environment == environment);
        }
        if (filter.Risk is { } risk)
        {
            agents = agents.Where(a => a.Risk >= risk);
        }
        if (filter.Platform is { } platform)
        {
            var identities = db.Identities;
            agents = agents.Where(a => identities.Any(i => i.AgentId == a.Id && i.Platform == platform && i.ObservedUntil == null));
        }
        if (filter.Owner is { } owner)
        {
            agents = OwnedBy(db, agents, owner);
        }
        if (filter.Handover is { } handover)
        {
            agents = OfHandover(db, agents, handover);
        }
        return filter.Q is { } text ? await SearchedAsync(db, agents, text, cancellationToken) : agents;
    }

    private static IQueryable<Agent> OfHandover(GovernanceDb db, IQueryable<Agent> agents, AgentHandover handover)
    {
        var people = db.People;
        return handover switch
        {
            AgentHandover.Inherited => agents.Where(a => a.InheritedAt != null && a.OwnerId != null),
            AgentHandover.Ownerless => agents.Where(a => a.InheritedAt != null && a.OwnerId == null),
            AgentHandover.SponsorLeft => agents.Where(a => people.Any(p => p.Id == a.SponsorId && !p.IsActive)),
        };
    }

    private static IQueryable<Agent> OwnedBy(GovernanceDb db, IQueryable<Agent> agents, string owner)
    {
        if (owner.Equals(AgentFilter.Nobody, StringComparison.OrdinalIgnoreCase))
        {
            return agents.Where(a => a.OwnerId == null);
        }
        if (Guid.TryParse(owner, out var value))
        {
            var id = new PersonId(value);
            return agents.Where(a => a.OwnerId == id);
        }
        var email = owner.ToLowerInvariant();
        var people = db.People;
        return agents.Where(a => people.Any(p => p.Id == a.OwnerId && p.Email == email));
    }

    private static async Task<IQueryable<Agent>> SearchedAsync(
        GovernanceDb db, IQueryable<Agent> agents, string text, CancellationToken cancellationToken)
    {
        foreach (var asked in SearchText.Asked(text))
        {
            var end = SearchText.EndOf(asked);
            var words = db.AgentWords.Where(w => w.Word.CompareTo(asked) >= 0 && w.Word.CompareTo(end) < 0);
            var hits = words.Select(w => w.AgentId);
            var sorted = words.OrderBy(w => w.Word).ThenBy(w => w.AgentId).Select(w => w.AgentId);
            agents = await SearchText.FewAsync(sorted, cancellationToken) is { } few
                ? agents.Where(a => EF.Parameter(few).Contains(a.Id))
                : agents.Where(a => hits.Contains(a.Id));
        }
        return agents;
    }

    private static IQueryable<Agent> Sorted(IQueryable<Agent> agents, ListOrder<AgentColumn> order, string? after) => order.By switch
    {
        AgentColumn.Name => agents.SortedBy(a => a.Name, a => a.Id, order.Descending, Cursor.Read<string>(after)),
        AgentColumn.Risk => agents.SortedBy(a => a.Risk, a => a.Id, order.Descending, Cursor.Read<int>(after)),
        AgentColumn.Created => agents.SortedBy(a => a.CreatedAt, a => a.Id, order.Descending, Cursor.Read<DateTimeOffset>(after)),
    };

    private static string CursorOf(Agent last, AgentColumn column) => column switch
    {
        AgentColumn.Name => Cursor.Write(last.Name, last.Id.Value),
        AgentColumn.Risk => Cursor.Write(last.Risk, last.Id.Value),
        AgentColumn.Created => Cursor.Write(last.CreatedAt, last.Id.Value),
    };
}
