using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Pauses;

/// <summary>Reads pauses and questions. A question is seen by who is asked, and on their sheets by who reviews the item.</summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="clock">The time.</param>
public sealed class QuestionQueries(IDbContextFactory<GovernanceDb> databases, TimeProvider clock)
{
    /// <summary>A question that the caller was asked; null when there is none with this id.</summary>
    public async Task<AskedQuestion?> FindAsync(ItemPauseId id, Caller by, CancellationToken cancellationToken)
    {
        if (by.Person is not { } person || !by.Can(Right.Review))
        {
            return null;
        }
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.ItemPauses.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id && p.ToId == person, cancellationToken) is not { } pause)
        {
            return null;
        }
        var item = await db.ReviewItems.AsNoTracking().SingleAsync(i => i.Id == pause.ItemId, cancellationToken);
        var campaign = await db.Campaigns.AsNoTracking().SingleAsync(c => c.Id == pause.CampaignId, cancellationToken);
        var people = await CampaignQueries.PeopleAsync(db, [pause.ById, person], cancellationToken);
        return new(RowOf(pause, people, clock.GetUtcNow()), campaign.Name, campaign.IsRunning && pause.RepliedAt is null, item.Shown);
    }

    /// <summary>The pauses of some items, oldest first.</summary>
    internal static async Task<ILookup<ReviewItemId, ItemPauseRow>> OfAsync(GovernanceDb db, ReviewItemId[] items, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var pauses = await db.ItemPauses.AsNoTracking().Where(p => EF.Parameter(items).Contains(p.ItemId)).OrderBy(p => p.At).ThenBy(p => p.Id).ToListAsync(cancellationToken);
        var people = await CampaignQueries.PeopleAsync(db, pauses.SelectMany(p => new[] { p.ById, p.ToId ?? p.ById }), cancellationToken);
        return pauses.ToLookup(p => p.ItemId, p => RowOf(p, people, now));
    }

    private static ItemPauseRow RowOf(ItemPause pause, IReadOnlyDictionary<PersonId, PersonRef> people, DateTimeOffset now) => new(
        pause.Id, pause.Kind, people[pause.ById], pause.At, pause.Until, pause.ToId is { } to ? people[to] : null, pause.Question, pause.Reply, pause.RepliedAt, pause.IsRunning(now));
}
