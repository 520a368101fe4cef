using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Changes;

/// <summary>
/// Finds the keys of a page of changes. A timeline of an agent is the merger of its identities' timelines and of what happened to the scopes
/// above them; each is one walk over one index, so no page takes longer because there are many changes.
/// </summary>
/// <param name="db">The database.</param>
/// <param name="filter">Which changes.</param>
/// <param name="after">Where the page before ended, or null.</param>
/// <param name="limit">How many.</param>
internal sealed class ChangeKeys(GovernanceDb db, ChangeFilter filter, ChangeKey? after, int limit)
{
    /// <summary>How many changes a page looks at when no index leads to the wanted ones. It then ends short, with a cursor to look on.</summary>
    internal const int Window = 20_000;

    private const int MostIdentities = 500;

    /// <summary>The keys, newest first, and where to go on; null when the list ends.</summary>
    public async Task<(IReadOnlyList<ChangeKey> Keys, ChangeKey? Next)> ReadAsync(CancellationToken cancellationToken)
    {
        var walks = new List<Walk>();
        foreach (var timeline in await TimelinesAsync(cancellationToken))
        {
            walks.Add(await WalkAsync(timeline, cancellationToken));
        }
        // Below the place where the first walk stopped, that one has not been looked at.
        var horizon = walks.Max(w => w.StoppedAt);
        var keys = walks.SelectMany(w => w.Keys)
            .Where(k => horizon is null || k.CompareTo(horizon.Value) >= 0)
            .Distinct()
            .OrderDescending()
            .Take(limit + 1)
            .ToList();
        if (keys.Count > limit)
        {
            keys.RemoveAt(limit);
            return (keys, keys[^1]);
        }
        return (keys, horizon);
    }

    private async Task<IReadOnlyList<IQueryable<Place>>> TimelinesAsync(CancellationToken cancellationToken)
    {
        if (filter.Identity is null && filter.Agent is null)
        {
            return [db.Changes.Select(c => new Place { At = c.At, Sequence = c.Sequence })];
        }
        var identities = await db.Identities
            .Where(i => (filter.Identity == null || i.Id == filter.Identity) && (filter.Agent == null || i.AgentId == filter.Agent))
            .OrderByDescending(i => i.Risk)
            .Take(MostIdentities)
            .Select(i => new { i.Id, i.SourceId, i.Container })
            .ToListAsync(cancellationToken);
        var timelines = identities
            .Select(i => db.ChangeParties.Where(p => p.IdentityId == i.Id).Select(p => new Place { At = p.At, Sequence = p.Sequence }))
            .ToList();
        foreach (var containers in identities.GroupBy(i => i.SourceId, i => i.Container))
        {
            var scopes = await ScopesAboveAsync(containers.Key, containers.ToHashSet(StringComparer.Ordinal), cancellationToken);
            timelines.AddRange(scopes.Select(scope => db.Changes
                .Where(c => c.Scope == scope && c.SourceId == containers.Key)
                .Select(c => new Place { At = c.At, Sequence = c.Sequence })));
        }
        return timelines;
    }

    private async Task<IReadOnlySet<string>> ScopesAboveAsync(SourceId source, HashSet<string> containers, CancellationToken cancellationToken)
    {
        var parents = await db.Scopes
            .Where(s => s.SourceId == source)
            .Select(s => new { s.NativeId, s.Parent })
            .ToDictionaryAsync(s => s.NativeId, s => s.Parent, StringComparer.Ordinal, cancellationToken);
        var above = new HashSet<string>(StringComparer.Ordinal);
        foreach (var container in containers)
        {
            // Stops at what is known already, so a tree that bites its own tail does not turn for ever.
            for (var scope = (string?)container; scope is not null && above.Add(scope); scope = parents.GetValueOrDefault(scope))
            {
            }
        }
        return above;
    }

    private async Task<Walk> WalkAsync(IQueryable<Place> timeline, CancellationToken cancellationToken)
    {
        if (after is { At: var at, Sequence: var sequence })
        {
            timeline = timeline.Where(k => k.At <= at && (k.At < at || k.Sequence < sequence));
        }
        if (filter.From is { } from)
        {
            timeline = timeline.Where(k => k.At >= from);
        }
        if (filter.To is { } to)
        {
            timeline = timeline.Where(k => k.At < to);
        }
        timeline = timeline.OrderByDescending(k => k.At).ThenByDescending(k => k.Sequence);
        var keys = await KeysAsync(filter.LooksAtRows ? OnlyMatching(timeline) : timeline, cancellationToken);
        if (keys.Count > limit)
        {
            return new(keys, keys[^1]);
        }
        return new(keys, filter.LooksAtRows ? await EndOfWindowAsync(timeline, cancellationToken) : null);
    }

    private IQueryable<Place> OnlyMatching(IQueryable<Place> timeline)
    {
        IQueryable<Change> rows = db.Changes;
        rows = filter.Platform is { } platform ? rows.Where(c => c.Platform == platform) : rows;
        rows = filter.Source is { } source ? rows.Where(c => c.SourceId == source) : rows;
        rows = filter.Kind is { } kind ? rows.Where(c => c.Kind == kind) : rows;
        rows = filter.Grade is { } grade ? rows.Where(c => c.Grade == grade) : rows;
        rows = filter.Silent is { } silent ? rows.Where(c => c.IsSilent == silent) : rows;
        rows = filter.Certified is { } certified ? rows.Where(c => c.Certification == certified) : rows;
        rows = filter.Session is { } session ? rows.Where(c => c.Session == session) : rows;
        if (filter.Risk is { } risk)
        {
            var risky = db.ChangeParties.Join(db.Identities.Where(i => i.Risk >= risk), p => p.IdentityId, i => i.Id, (p, _) => p.Sequence);
            rows = rows.Where(c => risky.Any(s => s == c.Sequence));
        }
        if (filter.Q?.ToLowerInvariant() is { } text)
        {
            rows = rows.Where(c => c.SearchText.Contains(text));
        }
        return timeline
            .Take(Window)
            .Join(rows, k => k.Sequence, c => c.Sequence, (k, c) => new Place { At = k.At, Sequence = k.Sequence })
            .OrderByDescending(k => k.At)
            .ThenByDescending(k => k.Sequence);
    }

    private async Task<List<ChangeKey>> KeysAsync(IQueryable<Place> places, CancellationToken cancellationToken)
    {
        var found = await places.Take(limit + 1).ToListAsync(cancellationToken);
        return found.ConvertAll(k => new ChangeKey(k.At, k.Sequence));
    }

    /// <summary>The last key that the walk looked at, or null when it came to the end.</summary>
    private static async Task<ChangeKey?> EndOfWindowAsync(IQueryable<Place> timeline, CancellationToken cancellationToken) =>
        await timeline.Skip(Window - 1).FirstOrDefaultAsync(cancellationToken) is { } last ? new ChangeKey(last.At, last.Sequence) : null;

    private sealed class Place
    {
        public DateTimeOffset At { get; init; }

        public long Sequence { get; init; }
    }

    private sealed record Walk(IReadOnlyList<ChangeKey> Keys, ChangeKey? StoppedAt);
}
