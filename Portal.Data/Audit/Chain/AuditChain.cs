using Microsoft.EntityFrameworkCore;
using Portal.Data.Storage;

namespace Portal.Data.Audit.Chain;

/// <summary>Puts entries at the end of the record: without a gap, each with the hash of the one before.</summary>
internal static class AuditChain
{
    // Writing past the change tracker costs PostgreSQL two more round trips.
    private const int Many = 4;

    /// <summary>
    /// Appends in the current transaction, whose last step this has to be: other writers wait from here to the commit. What the command
    /// changed is saved before, or two commands could wait for each other.
    /// </summary>
    public static async Task AppendAsync(this GovernanceDb db, IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken)
    {
        await db.ChainAsync(entries, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>
    /// The same, except that the caller saves, and may save something beside them. Many entries are written at once and past the change
    /// tracker, few with the rest.
    /// </summary>
    public static async Task ChainAsync(this GovernanceDb db, IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        var head = await db.LockedAsync<AuditHead>(cancellationToken);
        var bytes = new EntryBytes();
        if (head.Size == 0)
        {
            await ChainEarlierAsync(db, head, bytes, cancellationToken);
        }
        foreach (var entry in entries)
        {
            entry.Chain(head.Size + 1, head.Hash, bytes);
            head.Size = entry.Sequence;
            head.Hash = entry.Hash;
        }
        if (entries.Count < Many)
        {
            db.AuditEntries.AddRange(entries);
        }
        else
        {
            await db.BulkInsertAsync(entries, skipExisting: false, cancellationToken);
        }
    }

    /// <summary>Chains what was written before there was a chain, which the triggers allow for exactly those rows.</summary>
    private static async Task ChainEarlierAsync(GovernanceDb db, AuditHead head, EntryBytes bytes, CancellationToken cancellationToken)
    {
        var earlier = await db.AuditEntries.AsNoTracking().OrderBy(e => e.Sequence).ToListAsync(cancellationToken);
        foreach (var entry in earlier)
        {
            var was = entry.Sequence;
            entry.Chain(head.Size + 1, head.Hash, bytes);
            await db.Database.ExecuteSqlAsync(
                $"""UPDATE audit_entries SET "Sequence" = {entry.Sequence}, "Previous" = {entry.Previous}, "Hash" = {entry.Hash} WHERE "Sequence" = {was}""",
                cancellationToken);
            head.Size = entry.Sequence;
            head.Hash = entry.Hash;
        }
    }
}
