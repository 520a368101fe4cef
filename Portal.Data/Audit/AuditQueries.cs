using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Lists;
using Portal.Data.Storage;

namespace Portal.Data.Audit;

/// <summary>Reads the record, newest first.</summary>
/// <param name="databases">Where contexts come from.</param>
public sealed class AuditQueries(IDbContextFactory<GovernanceDb> databases)
{
    /// <summary>
    /// How many entries one page looks through for a free text. When none of them fits, the page is empty and still says where to go on,
    /// so that no search holds the database for long.
    /// </summary>
    internal const int EntriesLookedThrough = 50_000;

    /// <summary>One page of the entries that <paramref name="filter"/> names.</summary>
    /// <exception cref="BadCursorException">The cursor belongs to another list.</exception>
    public async Task<Page<AuditRow>> ListAsync(AuditFilter filter, PageRequest page, Caller by, CancellationToken cancellationToken)
    {
        var entries = await ReadAsync(filter, page, by, cancellationToken);
        return new([.. entries.Items.Select(AuditRow.Of)], entries.Next);
    }

    /// <summary>One entry, or null when there is none with this sequence.</summary>
    public async Task<AuditRow?> FindAsync(long sequence, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadAudit);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.AuditEntries.AsNoTracking().SingleOrDefaultAsync(e => e.Sequence == sequence, cancellationToken) is { } entry
            ? AuditRow.Of(entry)
            : null;
    }

    /// <summary>All entries that <paramref name="filter"/> names, read page by page as the receiver takes them.</summary>
    public IAsyncEnumerable<AuditRow> ExportAsync(AuditFilter filter, Caller by, CancellationToken cancellationToken) =>
        ReadAllAsync(filter, by, cancellationToken).Select(AuditRow.Of);

    /// <summary>The same, whole.</summary>
    internal async IAsyncEnumerable<AuditEntry> ReadAllAsync(AuditFilter filter, Caller by, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var page = new PageRequest(Limit: PageRequest.MostItems);
        do
        {
            var part = await ReadAsync(filter, page, by, cancellationToken);
            foreach (var entry in part.Items)
            {
                yield return entry;
            }
            page = page with { After = part.Next };
        }
        while (page.After is not null);
    }

    private async Task<Page<AuditEntry>> ReadAsync(AuditFilter filter, PageRequest page, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadAudit);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var entries = Chosen(db.AuditEntries.AsNoTracking(), filter);
        var before = ReadCursor(page.After);
        if (before is { } sequence)
        {
            entries = entries.Where(e => e.Sequence < sequence);
        }
        var floor = 0L;
        if (filter.Q is { } text)
        {
            var top = before ?? (await db.AuditEntries.MaxAsync(e => (long?)e.Sequence, cancellationToken) ?? 0) + 1;
            floor = Math.Max(0, top - EntriesLookedThrough);
            entries = Searched(entries.Where(e => e.Sequence >= floor), text);
        }
        var found = await entries.OrderByDescending(e => e.Sequence).Take(page.Limit + 1).ToListAsync(cancellationToken);
        long? next = found.Count > page.Limit ? found[page.Limit - 1].Sequence : floor > 0 ? floor : null;
        return new([.. found.Take(page.Limit)], next?.ToString(CultureInfo.InvariantCulture));
    }

    private static IQueryable<AuditEntry> Chosen(IQueryable<AuditEntry> entries, AuditFilter filter)
    {
        if (filter.Actor is { } actor)
        {
            entries = entries.Where(e => e.ActorId == actor || e.ActorName.StartsWith(actor));
        }
        if (filter.Subject?.Split(':', 2) is [var kind, var id])
        {
            entries = entries.Where(e => e.SubjectKind == kind && e.SubjectId == id);
        }
        else if (filter.Subject is { } subject)
        {
            entries = entries.Where(e => e.SubjectKind == subject || e.SubjectId == subject);
        }
        if (filter.Action is { } action)
        {
            entries = entries.Where(e => e.Action.StartsWith(action));
        }
        if (filter.Outcome is { } outcome)
        {
            entries = entries.Where(e => e.Outcome == outcome);
        }
        if (filter.From is { } from)
        {
            entries = entries.Where(e => e.At >= from);
        }
        return filter.To is { } to ? entries.Where(e => e.At < to) : entries;
    }

    private static IQueryable<AuditEntry> Searched(IQueryable<AuditEntry> entries, string text)
    {
        var lower = text.ToLowerInvariant();
        // Both engines lower the text themselves: they know no StringComparison.
#pragma warning disable CA1304, CA1311, CA1862, MA0011
        return entries.Where(e =>
            e.SubjectName.ToLower().Contains(lower)
            || e.ActorName.ToLower().Contains(lower)
            || e.Action.Contains(lower)
            || (e.Reason != null && e.Reason.ToLower().Contains(lower)));
#pragma warning restore CA1304, CA1311, CA1862, MA0011
    }

    private static long? ReadCursor(string? text) => text is null
        ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : throw new BadCursorException();
}
