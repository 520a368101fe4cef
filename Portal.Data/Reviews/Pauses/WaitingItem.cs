using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Reviews.Stages;

namespace Portal.Data.Reviews.Pauses;

/// <summary>An item that waits for the caller's answer, with the pauses that it had.</summary>
/// <param name="Campaign">Its campaign, whose turn the command has taken.</param>
/// <param name="Item">The item.</param>
/// <param name="Earlier">Its pauses so far.</param>
internal sealed record WaitingItem(Campaign Campaign, ReviewItem Item, IReadOnlyList<ItemPause> Earlier)
{
    /// <summary>Finds it; null when it does not wait for the caller.</summary>
    public static async Task<WaitingItem?> FindAsync(CommandScope scope, CampaignId campaignId, ReviewItemId itemId, CancellationToken cancellationToken)
    {
        if (scope.By.Person is not { } person
            || await scope.TakeCampaignAsync(campaignId, cancellationToken) is not { } campaign
            || await scope.Db.WaitingFor(person).SingleOrDefaultAsync(i => i.Id == itemId && i.CampaignId == campaignId, cancellationToken) is not { } item)
        {
            return null;
        }
        return new(campaign, item, await scope.Db.ItemPauses.AsNoTracking().Where(p => p.ItemId == itemId).ToListAsync(cancellationToken));
    }

    /// <summary>Adds a pause.</summary>
    public ItemPause Pause(CommandScope scope, ItemPauseKind kind, DateTimeOffset until, PersonId? to, string question) => scope.Db.ItemPauses.Add(new()
    {
        CampaignId = Campaign.Id,
        ItemId = Item.Id,
        ById = scope.By.Person!.Value,
        At = scope.Now,
        Kind = kind,
        Until = until,
        ToId = to,
        Question = question,
    }).Entity;
}
