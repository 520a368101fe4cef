using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Lists;
using Portal.Data.Reviews.Stages;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Drafts;

/// <summary>Reads what a reviewer is about to submit. Drafts are seen by nobody but who wrote them.</summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="reviews">Reads what they were asked.</param>
/// <param name="clock">The time.</param>
public sealed class ReviewDraftQueries(IDbContextFactory<GovernanceDb> databases, ReviewQueries reviews, TimeProvider clock)
{
    /// <summary>The caller's drafts in a campaign, and what would become of each; null when there is no such campaign or it asks the caller nothing.</summary>
    public async Task<DraftSummary?> FindAsync(CampaignId id, Caller by, CancellationToken cancellationToken)
    {
        if (by.Person is not { } person || !by.Can(Right.Review))
        {
            return null;
        }
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await reviews.FindMineAsync(db, person, id, cancellationToken) is not { } review)
        {
            return null;
        }
        var campaign = await db.Campaigns.AsNoTracking().SingleAsync(c => c.Id == id, cancellationToken);
        var drafts = await db.ReviewDrafts.AsNoTracking().Where(d => d.ReviewerId == person && d.CampaignId == id).ToDictionaryAsync(d => d.ItemId, cancellationToken);
        if (drafts.Count == 0)
        {
            return new(review, [], campaign.Stages.Count > 0);
        }
        var order = await ReviewQueries.InOrder(db.AskedOf(campaign, person)).Select(i => i.Id).ToListAsync(cancellationToken);
        var basis = await AnswerBasis.ReadAsync(db, campaign, person, [.. drafts.Keys], cancellationToken);
        var now = clock.GetUtcNow();
        return new(
            review,
            [.. order.Index().Where(o => drafts.ContainsKey(o.Item)).Select(o => Of(drafts[o.Item], basis, o.Index, now))],
            campaign.Stages.Count > 0);
    }

    private static DraftedItem Of(ReviewDraft draft, AnswerBasis basis, int place, DateTimeOffset now)
    {
        var item = basis.Items[draft.ItemId];
        var start = place - (place % ReviewQueries.SheetItems);
        return new(
            draft.ItemId,
            item.Shown.AgentName,
            item.Shown.IdentityName,
            item.Shown.Entitlement.Name,
            ReviewQueries.RowOf(draft, item),
            draft.ToAnswer() is { } answer ? basis.Foresee(answer, now) : null,
            start == 0 ? null : Cursor.Write(start, Guid.Empty));
    }
}
