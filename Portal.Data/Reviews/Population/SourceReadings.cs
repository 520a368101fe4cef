using Microsoft.EntityFrameworkCore;
using Portal.Data.Lists;
using Portal.Data.Reviews.Scopes;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Population;

/// <summary>Says of each source that may hold something of a scope what was read of it, when, and whether that may be everything.</summary>
internal static class SourceReadings
{
    /// <summary>Reads them, by name.</summary>
    /// <param name="db">The database.</param>
    /// <param name="scope">The scope.</param>
    /// <param name="roster">What it covers.</param>
    /// <param name="maxAge">How old the newest complete reading may be.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<IReadOnlyList<CollectedSource>> ReadAsync(
        GovernanceDb db, CampaignScope scope, Roster roster, TimeSpan maxAge, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var entries = roster.Entries.ToLookup(e => e.Identity.SourceId);
        var sources = await RelevantAsync(db, scope, [.. entries.Select(e => e.Key)], cancellationToken);
        var read = new List<CollectedSource>();
        foreach (var source in sources)
        {
            var newest = await db.Snapshots.AsNoTracking()
                .Where(s => s.SourceId == source.Id)
                .OrderByDescending(s => s.TakenAt).ThenByDescending(s => s.Id)
                .FirstOrDefaultAsync(cancellationToken);
            var last = await db.Operations.AsNoTracking()
                .Where(o => o.SourceId == source.Id && o.EndedAt != null)
                .OrderByDescending(o => o.EndedAt)
                .FirstOrDefaultAsync(cancellationToken);
            var failed = last is { State: OperationState.Failed } && (newest is null || last.EndedAt > newest.ImportedAt) ? last : null;
            read.Add(new(
                source.Id,
                source.Name,
                source.Platform,
                newest?.Id,
                source.LastSnapshotAt,
                ProblemOf(source, newest, failed is not null, maxAge, now),
                failed is not null ? [failed.Message] : [.. (newest?.Warnings ?? []).Take(CollectedSource.MostErrors)],
                CountsOf(entries[source.Id].Select(e => e.Identity.Kind.ToString())),
                CountsOf(entries[source.Id].SelectMany(e => e.Entitlements).Select(e => e.Kind.ToString()))));
        }
        return read;
    }

    private static SourceProblem? ProblemOf(Source source, Snapshot? newest, bool hasFailed, TimeSpan maxAge, DateTimeOffset now) => newest switch
    {
        null => SourceProblem.NeverRead,
        _ when hasFailed => SourceProblem.Failed,
        { IsComplete: false } => SourceProblem.Partial,
        _ => source.LastSnapshotAt < now - maxAge ? SourceProblem.Stale : null,
    };

    /// <summary>A list names its sources; a query may find something in any source that it does not leave out.</summary>
    private static Task<List<Source>> RelevantAsync(GovernanceDb db, CampaignScope scope, List<SourceId> holding, CancellationToken cancellationToken)
    {
        var sources = db.Sources.AsNoTracking();
        if (scope.IsListOnly)
        {
            sources = sources.Where(s => holding.Contains(s.Id));
        }
        else
        {
            var query = scope.Query;
            sources = sources.Where(
                s => holding.Contains(s.Id) || ((query.Source == null || s.Id == query.Source) && (query.Agents.Platform == null || s.Platform == query.Agents.Platform)));
        }
        return sources.OrderBy(s => s.Name).ThenBy(s => s.Id).ToListAsync(cancellationToken);
    }

    private static IReadOnlyList<CollectedCount> CountsOf(IEnumerable<string> types) =>
        [.. types.GroupBy(QueryWriter.Name, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new CollectedCount(g.Key, g.Count()))];
}
