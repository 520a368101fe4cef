using Portal.Data.Access;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Pauses;

/// <summary>Which items do not wait for their reviewers just now.</summary>
internal static class ItemPauses
{
    /// <summary>The pauses that run.</summary>
    public static IQueryable<ItemPause> RunningPauses(this GovernanceDb db, DateTimeOffset now) => db.ItemPauses.Where(p => p.RepliedAt == null && p.Until > now);

    /// <summary>Those of <paramref name="items"/> for which a person's clock runs.</summary>
    public static IQueryable<ReviewItem> NotPaused(this IQueryable<ReviewItem> items, GovernanceDb db, PersonId person, DateTimeOffset now)
    {
        var pauses = db.RunningPauses(now).Where(p => p.ById == person);
        return items.Where(i => !pauses.Any(p => p.ItemId == i.Id));
    }
}
