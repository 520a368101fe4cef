using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Lists;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Changes.Unreadable;

/// <summary>Reads events that could not be read.</summary>
/// <param name="databases">Where contexts come from.</param>
public sealed class UnreadableEventQueries(IDbContextFactory<GovernanceDb> databases)
{
    private const int MostListed = 4_000;

    /// <summary>One page of those of a source, newest first; null when there is no such source.</summary>
    public async Task<Page<UnreadableEventRow>?> ListAsync(SourceId source, PageRequest page, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadSources);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (!await db.Sources.AnyAsync(s => s.Id == source, cancellationToken))
        {
            return null;
        }
        var rows = await db.UnreadableEvents.AsNoTracking()
            .Where(e => e.SourceId == source)
            .SortedBy(e => e.At, e => e.Id, descending: true, Cursor.Read<DateTimeOffset>(page.After))
            .Take(page.Limit + 1)
            .Select(e => new UnreadableEventRow(e.Id, e.At, e.Origin, e.Index, e.Reason, e.Raw.Substring(0, MostListed), e.IsCut))
            .ToListAsync(cancellationToken);
        var next = rows.Count > page.Limit ? Cursor.Write(rows[page.Limit - 1].At, rows[page.Limit - 1].Id.Value) : null;
        return new([.. rows.Take(page.Limit)], next);
    }

    /// <summary>How many there are of a source.</summary>
    public async Task<int> CountAsync(SourceId source, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadSources);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.UnreadableEvents.CountAsync(e => e.SourceId == source, cancellationToken);
    }
}
