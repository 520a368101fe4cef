using Portal.Data.Commands;
using Portal.Data.Sources;

namespace Portal.Data.Inventory;

/// <summary>
/// A feature that acts on what an import found, inside the import's own transaction: revocations are verified, silent changes noted.
/// Features above the inventory register theirs.
/// </summary>
public interface ISnapshotFollower
{
    /// <summary>Called once per import, after the inventory's rows are written and before the commit. Must record what it changes.</summary>
    Task OnImportedAsync(CommandScope scope, Snapshot snapshot, SnapshotDifference difference, CancellationToken cancellationToken);
}
