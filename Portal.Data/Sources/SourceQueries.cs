using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Lists;
using Portal.Data.Storage;

namespace Portal.Data.Sources;

/// <summary>Reads sources, their snapshots and running operations.</summary>
/// <param name="databases">Where contexts come from.</param>
public sealed class SourceQueries(IDbContextFactory<GovernanceDb> databases)
{
    /// <summary>One page of the sources, by name.</summary>
    public async Task<Page<SourceRow>> ListAsync(PageRequest page, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadSources);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var sources = await db.Sources.AsNoTracking()
            .SortedBy(s => s.Name, s => s.Id, descending: false, Cursor.Read<string>(page.After))
            .Take(page.Limit + 1)
            .ToListAsync(cancellationToken);
        var next = sources.Count > page.Limit ? Cursor.Write(sources[page.Limit - 1].Name, sources[page.Limit - 1].Id.Value) : null;
        return new(await RowsAsync(db, sources.Take(page.Limit), cancellationToken), next);
    }

    /// <summary>The source with its newest snapshots and imports, or null when there is none with this id.</summary>
    public async Task<SourceDetail?> FindAsync(SourceId id, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadSources);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Sources.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } source)
        {
            return null;
        }
        var row = (await RowsAsync(db, [source], cancellationToken))[0];
        var snapshots = await db.Snapshots.AsNoTracking()
            .Where(s => s.SourceId == id)
            .OrderByDescending(s => s.TakenAt).ThenByDescending(s => s.Id)
            .Take(SourceDetail.Most)
            .Select(s => new SnapshotRow(s.Id, s.TakenAt, s.ImportedAt, s.IsComplete, s.Counts, s.Warnings))
            .ToListAsync(cancellationToken);
        var operations = await db.Operations.AsNoTracking()
            .Where(o => o.SourceId == id)
            .OrderByDescending(o => o.CreatedAt).ThenByDescending(o => o.Id)
            .Take(SourceDetail.Most)
            .ToListAsync(cancellationToken);
        return new(row, snapshots, operations.ConvertAll(Row));
    }

    /// <summary>The operation, or null when there is none with this id.</summary>
    public async Task<OperationRow?> FindOperationAsync(OperationId id, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadSources);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Operations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id, cancellationToken) is { } operation ? Row(operation) : null;
    }

    /// <summary>Operations that wait or run, oldest first, at most <see cref="SourceDetail.Most"/>.</summary>
    public async Task<IReadOnlyList<OperationRow>> ListUnfinishedAsync(Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadSources);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var operations = await db.Operations.AsNoTracking()
            .Where(o => o.State == OperationState.Queued || o.State == OperationState.Running)
            .OrderBy(o => o.CreatedAt).ThenBy(o => o.Id)
            .Take(SourceDetail.Most)
            .ToListAsync(cancellationToken);
        return operations.ConvertAll(Row);
    }

    private static OperationRow Row(Operation operation) => new(
        operation.Id,
        operation.Kind,
        operation.SourceId,
        operation.State,
        operation.Progress,
        operation.Message,
        operation.Result is { } result ? JsonElement.Parse(result) : null,
        operation.CreatedAt,
        operation.EndedAt);

    private static async Task<IReadOnlyList<SourceRow>> RowsAsync(GovernanceDb db, IEnumerable<Source> sources, CancellationToken cancellationToken)
    {
        var read = sources.ToList();
        var ids = read.ConvertAll(s => s.Id);
        var counts = await db.Snapshots
            .Where(s => ids.Contains(s.SourceId))
            .GroupBy(s => s.SourceId)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        return read.ConvertAll(s => new SourceRow(
            s.Id, s.Name, s.Platform, s.Settings, s.CreatedAt, s.LastSnapshotAt, s.LastEventAt, s.UsualPauseSeconds is { } pause ? TimeSpan.FromSeconds(pause) : null, counts.GetValueOrDefault(s.Id)));
    }
}
