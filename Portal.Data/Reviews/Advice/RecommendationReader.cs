using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Advice;

/// <summary>Reads what recommendations follow from.</summary>
internal static class RecommendationReader
{
    /// <summary>The recommendations on some items, by item. Once this very review said something of an item, there is none: its own answer is no fact about it.</summary>
    public static async Task<IReadOnlyDictionary<ReviewItemId, Recommendation>> RecommendAsync(
        this GovernanceDb db, IReadOnlyCollection<ReviewItem> items, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var identities = items.Select(i => i.IdentityId).Distinct().ToArray();
        var certificates = (await db.Certificates.AsNoTracking().Where(c => EF.Parameter(identities).Contains(c.IdentityId)).ToListAsync(cancellationToken))
            .ToDictionary(c => (c.IdentityId, c.Kind, c.Key));
        return items
            .Select(i => (Item: i, Certificate: certificates.GetValueOrDefault((i.IdentityId, i.Shown.Entitlement.Kind, i.Shown.Entitlement.Key))))
            .Where(i => i.Certificate?.CampaignId != i.Item.CampaignId.Value)
            .ToDictionary(i => i.Item.Id, i => Recommendation.Of(i.Item.Shown, i.Certificate, now));
    }
}
