using Microsoft.EntityFrameworkCore;
using Portal.Data.Storage;

namespace Portal.Data.Audit.Chain;

/// <summary>The stored hashes of the record's tree: leaves are the entries' hashes, the levels above are written with the checkpoints.</summary>
/// <param name="db">The database.</param>
internal sealed class DatabaseTiles(GovernanceDb db) : ITileReader
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<byte[]>> ReadAsync(int level, long first, int count, CancellationToken cancellationToken) => level == 0
        ? await db.AuditEntries.Where(e => e.Sequence > first && e.Sequence <= first + count).OrderBy(e => e.Sequence).Select(e => e.Hash).ToListAsync(cancellationToken)
        : await db.AuditNodes.Where(n => n.Level == level && n.Place >= first && n.Place < first + count).OrderBy(n => n.Place).Select(n => n.Hash).ToListAsync(cancellationToken);
}
