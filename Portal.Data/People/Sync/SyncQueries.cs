using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Storage;

namespace Portal.Data.People.Sync;

/// <summary>Reads how far reading the directory is.</summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="reader">The directory.</param>
public sealed class SyncQueries(IDbContextFactory<GovernanceDb> databases, IDirectoryReader reader)
{
    /// <summary>How far it is; null when no directory is set up.</summary>
    public async Task<SyncState?> FindAsync(Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadPeople);
        if (!reader.IsSetUp)
        {
            return null;
        }
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.DirectorySyncs.AsNoTracking()
            .Select(s => new SyncState(s.DoneAt, s.TriedAt, s.Outcome, s.Waiting, s.Problem))
            .SingleOrDefaultAsync(cancellationToken)
            ?? new(DoneAt: null, TriedAt: null, SyncOutcome.Done, Waiting: 0, Problem: null);
    }
}
