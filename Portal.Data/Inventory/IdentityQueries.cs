using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory.Certificates;
using Portal.Data.Lists;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Inventory;

/// <summary>Reads identities.</summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="clock">The time.</param>
public sealed class IdentityQueries(IDbContextFactory<GovernanceDb> databases, TimeProvider clock)
{
    /// <summary>One page of the identities that <paramref name="filter"/> names, in its order.</summary>
    public async Task<Page<IdentityRow>> ListAsync(IdentityFilter filter, PageRequest page, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var chosen = await ChosenAsync(db, filter, clock.GetUtcNow(), cancellationToken);
        var identities = await Sorted(chosen, filter.Order, page.After).Take(page.Limit + 1).ToListAsync(cancellationToken);
        var next = identities.Count > page.Limit ? CursorOf(identities[page.Limit - 1], filter.Order.By) : null;
        return new(await RowsAsync(db, identities.Take(page.Limit), clock.GetUtcNow(), cancellationToken), next);
    }

    /// <summary>How many identities <paramref name="filter"/> names, counted up to a bound.</summary>
    public async Task<ListCount> CountAsync(IdentityFilter filter, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var chosen = await ChosenAsync(db, filter, clock.GetUtcNow(), cancellationToken);
        // Along the list's own order, which an index has: the count reads no further than to its bound.
        return new(await Sorted(chosen, filter.Order, after: null).Take(ListCount.Bound + 1).CountAsync(cancellationToken));
    }

    /// <summary>All identities that <paramref name="filter"/> names, for an export: read page by page as the receiver takes them.</summary>
    public async IAsyncEnumerable<IdentityRow> ExportAsync(
        IdentityFilter filter, Caller by, [EnumeratorCancellation] CancellationToken cancellationToken)
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

    /// <summary>The accounts, projects or namespaces in which agents' identities of a source live now; of all its identities where none is an agent's.</summary>
    public async Task<IReadOnlyList<string>> ContainersAsync(SourceId source, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var current = db.Identities.Where(i => i.SourceId == source && i.ObservedUntil == null);
        var agents = await current.Where(i => i.AgentId != null).Select(i => i.Container).Distinct().OrderBy(c => c).ToListAsync(cancellationToken);
        return agents.Count > 0 ? agents : await current.Select(i => i.Container).Distinct().OrderBy(c => c).ToListAsync(cancellationToken);
    }

    /// <summary>The identity, or null when there is none with this id.</summary>
    public async Task<IdentityDetail?> FindAsync(IdentityId id, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Identities.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancellationToken) is not { } identity)
        {
            return null;
        }
        var row = (await RowsAsync(db, [identity], clock.GetUtcNow(), cancellationToken))[0];
        var boundaries = await db.Limits
            .Where(l => l.SourceId == identity.SourceId && l.Target == identity.NativeId && l.Kind == LimitKind.Boundary && l.ObservedUntil == null)
            .Select(l => l.Name)
            .ToListAsync(cancellationToken);
        var lastSnapshotAt = await db.Sources.Where(s => s.Id == identity.SourceId).Select(s => s.LastSnapshotAt).SingleAsync(cancellationToken);
        return new(row, identity.Tags, identity.CreatedAt, boundaries, lastSnapshotAt) { Totals = identity.Totals };
    }

    /// <summary>The rows of identities that were read, in the same order.</summary>
    internal static async Task<IReadOnlyList<IdentityRow>> RowsAsync(
        GovernanceDb db, IEnumerable<Identity> identities, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var read = identities.ToList();
        var standings = await IdentityStanding.ReadAsync(db, [.. read.Select(i => i.Id)], now, cancellationToken);
        var sourceIds = read.Select(i => i.SourceId).Distinct().ToList();
        var sources = await db.Sources
            .Where(s => sourceIds.Contains(s.Id))
            .Select(s => new SourceRef(s.Id, s.Name))
            .ToDictionaryAsync(s => s.Id, cancellationToken);
        var agentIds = read.Select(i => i.AgentId).OfType<AgentId>().Distinct().ToList();
        var agents = await db.Agents
            .Where(a => agentIds.Contains(a.Id))
            .Select(a => new AgentRef(a.Id, a.Name, a.Status))
            .ToDictionaryAsync(a => a.Id, cancellationToken);
        return read.ConvertAll(i => new IdentityRow(
            i.Id,
            i.Name,
            i.NativeId,
            i.Kind,
            i.Platform,
            sources[i.SourceId],
            i.Container,
            i.AgentId is { } agent ? agents[agent] : null,
            i.IsDismissed,
            i.Confidence,
            i.Signals,
            i.EntitlementCount,
            i.IsAdministrator,
            i.LastUsedAt,
            i.Risk,
            i.RiskReasons,
            i.ObservedFrom,
            i.ObservedUntil)
        {
            Standing = standings.GetValueOrDefault(i.Id, IdentityStanding.None),
        });
    }

    private static async Task<IQueryable<Identity>> ChosenAsync(GovernanceDb db, IdentityFilter filter, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var identities = filter.IsGone
            ? db.Identities.AsNoTracking().Where(i => i.ObservedUntil != null)
            : db.Identities.AsNoTracking().Where(i => i.ObservedUntil == null);
        if (filter.Platform is { } platform)
        {
            identities = identities.Where(i => i.Platform == platform);
        }
        if (filter.Kind is { } kind)
        {
            identities = identities.Where(i => i.Kind == kind);
        }
        if (filter.Source is { } source)
        {
            identities = identities.Where(i => i.SourceId == source);
        }
        if (filter.Container is { } container)
        {
            identities = identities.Where(i => i.Container == container);
        }
        if (filter.Agent is { } agent)
        {
            identities = identities.Where(i => i.AgentId == agent);
        }
        if (filter.HasSignals is { } hasSignals)
        {
            identities = hasSignals ? identities.Where(i => i.Confidence > 0) : identities.Where(i => i.Confidence == 0);
        }
        if (filter.IsAdministrator is { } isAdministrator)
        {
            identities = identities.Where(i => i.IsAdministrator == isAdministrator);
        }
        if (filter.Risk is { } risk)
        {
            identities = identities.Where(i => i.Risk >= risk);
        }
        if (filter.Certified is { } certified)
        {
            var standings = db.Standings;
            var alike = standings.Where(IdentityStanding.Is(certified, now)).Select(s => s.IdentityId);
            identities = certified == Certificates.Certification.Never
                ? identities.Where(i => !standings.Any(s => s.IdentityId == i.Id))
                : identities.Where(i => alike.Contains(i.Id));
        }
        if (filter.Status is { } status)
        {
            identities = InStatus(db, identities, status);
        }
        return filter.Q is { } text ? await SearchedAsync(db, identities, text, cancellationToken) : identities;
    }

    private static IQueryable<Identity> InStatus(GovernanceDb db, IQueryable<Identity> identities, IdentityAssignment status)
    {
        var agents = db.Agents;
        return status switch
        {
            IdentityAssignment.Assigned => identities.Where(
                i => i.AgentId != null && agents.Any(a => a.Id == i.AgentId && a.Status != AgentStatus.Discovered && a.Status != AgentStatus.Dismissed)),
            IdentityAssignment.Unassigned => identities.Where(i => i.AgentId == null && !i.IsDismissed),
            IdentityAssignment.Suggested => identities.Where(
                i => i.AgentId != null && agents.Any(a => a.Id == i.AgentId && a.Status == AgentStatus.Discovered)),
            IdentityAssignment.Dismissed => identities.Where(i => i.IsDismissed),
        };
    }

    private static async Task<IQueryable<Identity>> SearchedAsync(
        GovernanceDb db, IQueryable<Identity> identities, string text, CancellationToken cancellationToken)
    {
        if (await db.Identities.AnyAsync(i => i.NativeId == text, cancellationToken))
        {
            return identities.Where(i => i.NativeId == text);
        }
        foreach (var asked in SearchText.Asked(text))
        {
            var end = SearchText.EndOf(asked);
            var words = db.IdentityWords.Where(w => w.Word.CompareTo(asked) >= 0 && w.Word.CompareTo(end) < 0);
            var hits = words.Select(w => w.IdentityId);
            var sorted = words.OrderBy(w => w.Word).ThenBy(w => w.IdentityId).Select(w => w.IdentityId);
            identities = await SearchText.FewAsync(sorted, cancellationToken) is { } few
                ? identities.Where(i => EF.Parameter(few).Contains(i.Id))
                : identities.Where(i => hits.Contains(i.Id));
        }
        return identities;
    }

    private static IQueryable<Identity> Sorted(IQueryable<Identity> identities, ListOrder<IdentityColumn> order, string? after) => order.By switch
    {
        IdentityColumn.Name => identities.SortedBy(i => i.Name, i => i.Id, order.Descending, Cursor.Read<string>(after)),
        IdentityColumn.Risk => identities.SortedBy(i => i.Risk, i => i.Id, order.Descending, Cursor.Read<int>(after)),
        IdentityColumn.Confidence => identities.SortedBy(i => i.Confidence, i => i.Id, order.Descending, Cursor.Read<int>(after)),
        IdentityColumn.Entitlements => identities.SortedBy(i => i.EntitlementCount, i => i.Id, order.Descending, Cursor.Read<int>(after)),
    };

    private static string CursorOf(Identity last, IdentityColumn column) => column switch
    {
        IdentityColumn.Name => Cursor.Write(last.Name, last.Id.Value),
        IdentityColumn.Risk => Cursor.Write(last.Risk, last.Id.Value),
        IdentityColumn.Confidence => Cursor.Write(last.Confidence, last.Id.Value),
        IdentityColumn.Entitlements => Cursor.Write(last.EntitlementCount, last.Id.Value),
    };
}
