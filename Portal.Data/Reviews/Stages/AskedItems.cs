using Portal.Data.Access;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Stages;

/// <summary>Who is asked what, whether an item has one reviewer or several who vote.</summary>
internal static class AskedItems
{
    /// <summary>What waits for answers in a campaign, one a person and item.</summary>
    public static IQueryable<AskedItem> WaitingIn(this GovernanceDb db, Campaign campaign)
    {
        var open = db.ReviewItems.Where(i => i.CampaignId == campaign.Id && i.State == ReviewItemState.Open);
        return campaign.Stages.Count == 0
            ? open.Select(i => new AskedItem { Item = i, ReviewerId = i.ReviewerId, Reason = i.ReviewerReason })
            : open.Join(
                db.ReviewVotes.Where(v => v.CampaignId == campaign.Id && v.Kind == null),
                i => new { i.Id, i.Stage },
                v => new { Id = v.ItemId, v.Stage },
                (i, v) => new AskedItem { Item = i, ReviewerId = v.ReviewerId, Reason = v.Reason });
    }

    /// <summary>What waits for a person's answer, in all campaigns.</summary>
    public static IQueryable<ReviewItem> WaitingFor(this GovernanceDb db, PersonId person)
    {
        var votes = db.ReviewVotes.Where(v => v.ReviewerId == person && v.Kind == null);
        var open = db.ReviewItems.Where(i => i.State == ReviewItemState.Open);
        return open.Where(i => !i.IsByVotes && i.ReviewerId == person)
            .Concat(open.Where(i => i.IsByVotes && votes.Any(v => v.ItemId == i.Id && v.Stage == i.Stage)));
    }

    /// <summary>What a person is or was asked, in a campaign: with votes, also what they said in a stage that is over.</summary>
    public static IQueryable<ReviewItem> AskedOf(this GovernanceDb db, Campaign campaign, PersonId person)
    {
        var items = db.ReviewItems.Where(i => i.CampaignId == campaign.Id);
        var votes = db.ReviewVotes.Where(v => v.ReviewerId == person && v.CampaignId == campaign.Id);
        return campaign.Stages.Count == 0
            ? items.Where(i => i.ReviewerId == person)
            : items.Where(i => votes.Any(v => v.ItemId == i.Id && (v.Stage == i.Stage || v.Kind != null)));
    }
}
