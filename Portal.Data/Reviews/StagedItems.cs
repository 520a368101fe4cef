using Microsoft.EntityFrameworkCore;
using Portal.Data.Storage;

namespace Portal.Data.Reviews;

/// <summary>Items of campaigns that nobody was asked about yet.</summary>
internal static class StagedItems
{
    /// <summary>Takes the items of a campaign away that was never launched: nobody saw them, and they are made anew when it is collected again.</summary>
    public static async Task DropStagedAsync(this GovernanceDb db, Campaign campaign, CancellationToken cancellationToken)
    {
        if (campaign.LaunchedAt is null)
        {
            await db.ReviewItems.Where(i => i.CampaignId == campaign.Id).ExecuteDeleteAsync(cancellationToken);
        }
    }
}
