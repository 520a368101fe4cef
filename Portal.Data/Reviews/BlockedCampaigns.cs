using Microsoft.EntityFrameworkCore;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Reviews;

/// <summary>Campaigns that a source blocks.</summary>
internal static class BlockedCampaigns
{
    /// <summary>Whether one of the sources of a campaign was read again since it was blocked, so that trying again may help.</summary>
    public static async Task<bool> IsReadAgainAsync(this Campaign campaign, GovernanceDb db, CancellationToken cancellationToken)
    {
        if (campaign is not { State: CampaignState.BlockedIncomplete, Manifest: { } manifest })
        {
            return false;
        }
        SourceId[] sources = [.. manifest.Sources.Select(s => s.Id)];
        SnapshotId[] read = [.. manifest.Sources.Select(s => s.Snapshot).OfType<SnapshotId>()];
        var blockedAt = manifest.AsOf;
        return await db.Snapshots.AnyAsync(s => EF.Parameter(sources).Contains(s.SourceId) && s.ImportedAt >= blockedAt && !EF.Parameter(read).Contains(s.Id), cancellationToken);
    }
}
