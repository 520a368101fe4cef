using Microsoft.EntityFrameworkCore;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Drafts;

/// <summary>Takes drafts away that nobody can submit any more.</summary>
internal static class LostDrafts
{
    /// <summary>Takes away the drafts in a campaign of those who are not asked about their item any more. What was changed has to be saved before.</summary>
    public static Task DropLostDraftsAsync(this GovernanceDb db, Campaign campaign, CancellationToken cancellationToken)
    {
        var (items, votes) = (db.ReviewItems.Where(i => i.CampaignId == campaign.Id), db.ReviewVotes.Where(v => v.CampaignId == campaign.Id));
        var drafts = db.ReviewDrafts.Where(d => d.CampaignId == campaign.Id);
        return (campaign.Stages.Count == 0
            ? drafts.Where(d => !items.Any(i => i.Id == d.ItemId && i.ReviewerId == d.ReviewerId))
            : drafts.Where(d => !items.Any(i => i.Id == d.ItemId && votes.Any(v => v.ItemId == i.Id && v.Stage == i.Stage && v.ReviewerId == d.ReviewerId))))
            .ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Takes away all drafts of a campaign that takes no more answers.</summary>
    public static Task DropDraftsAsync(this GovernanceDb db, Campaign campaign, CancellationToken cancellationToken) =>
        db.ReviewDrafts.Where(d => d.CampaignId == campaign.Id).ExecuteDeleteAsync(cancellationToken);
}
