using Microsoft.EntityFrameworkCore;
using Portal.Data.Commands;
using Portal.Data.Inventory;
using Portal.Data.Sources;

namespace Portal.Data.Permissions;

/// <summary>Notes in the import's transaction whose risk has to be worked out again: an organization's limit may move without the identity's own policies.</summary>
internal sealed class MarkForAssessment : ISnapshotFollower
{
    private const int AtOnce = 500;

    // No hash, and not the empty one of those that were never assessed: what changes now is a change of their risk.
    private const string Again = "again";

    /// <inheritdoc/>
    public async Task OnImportedAsync(CommandScope scope, Snapshot snapshot, SnapshotDifference difference, CancellationToken cancellationToken)
    {
        foreach (var batch in difference.ChangedIdentities.Chunk(AtOnce))
        {
            await scope.Db.Identities
                .Where(i => EF.Parameter(batch).Contains(i.Id))
                .ExecuteUpdateAsync(s => s.SetProperty(i => i.AssessedHash, Again), cancellationToken);
        }
    }
}
