using Microsoft.EntityFrameworkCore;
using Portal.Data.Commands;

namespace Portal.Data.Reviews;

/// <summary>
/// Makes commands on one campaign follow one another, on both engines: what a command reads of the campaign, its items and its remediations
/// is still true when it writes. A decision therefore cannot slip in behind a close.
/// </summary>
internal static class CampaignLock
{
    /// <summary>Waits for the campaign's turn and returns it as it is then; null when there is none.</summary>
    public static async Task<Campaign?> TakeCampaignAsync(this CommandScope scope, CampaignId id, CancellationToken cancellationToken) =>
        await scope.Db.Campaigns
            .Where(c => c.Id == id)
            .ExecuteUpdateAsync(update => update.SetProperty(c => c.Turn, c => c.Turn + 1), cancellationToken) == 0
            ? null
            : await scope.Db.Campaigns.SingleAsync(c => c.Id == id, cancellationToken);
}
