using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory;
using Portal.Data.Reviews.Remediations.Carrying;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.NoAnswers;

/// <summary>What a campaign's policy is to take away and waits for two people, as its page shows it.</summary>
/// <param name="Brake">What they release.</param>
/// <param name="PulledAt">Since when.</param>
/// <param name="Done">How many were taken away before.</param>
/// <param name="FirstYesBy">Who agreed that it goes on, or null.</param>
/// <param name="Held">What waits, riskiest first, at most <see cref="Most"/>.</param>
/// <param name="HeldCount">How many wait.</param>
public sealed record PolicyHold(CarryBrakeId Brake, DateTimeOffset PulledAt, int Done, PersonRef? FirstYesBy, IReadOnlyList<HeldItem> Held, int HeldCount)
{
    /// <summary>How many are shown at most.</summary>
    public const int Most = 100;

    /// <summary>Reads it; null when nothing waits.</summary>
    internal static async Task<PolicyHold?> ReadAsync(GovernanceDb db, Campaign campaign, CancellationToken cancellationToken)
    {
        if (await db.CarryBrakes.AsNoTracking().Where(b => b.CampaignId == campaign.Id && b.EndedAt == null).FirstOrDefaultAsync(cancellationToken) is not { } brake)
        {
            return null;
        }
        var risk = campaign.NoAnswer?.DisableFromRisk ?? 0;
        var held = db.ReviewItems.AsNoTracking().Where(
            i => i.CampaignId == campaign.Id && (i.State == ReviewItemState.Open || i.State == ReviewItemState.Unanswered) && i.Risk >= risk);
        var shown = await held.OrderByDescending(i => i.Risk).ThenBy(i => i.Id).Take(Most).ToListAsync(cancellationToken);
        var people = await CampaignQueries.PeopleAsync(db, brake.FirstYesById is { } first ? [first] : [], cancellationToken);
        return new(
            brake.Id,
            brake.PulledAt,
            brake.Count,
            brake.FirstYesById is { } yes ? people[yes] : null,
            shown.ConvertAll(i => new HeldItem(i.Id, i.Shown.Entitlement.Name, i.Shown.IdentityName, i.Shown.AgentName, i.Risk)),
            await held.CountAsync(cancellationToken));
    }
}
