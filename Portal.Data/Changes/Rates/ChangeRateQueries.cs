using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Storage;

namespace Portal.Data.Changes.Rates;

/// <summary>Reads how many changes happened when.</summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="clock">The time.</param>
public sealed class ChangeRateQueries(IDbContextFactory<GovernanceDb> databases, TimeProvider clock)
{
    /// <summary>The most hours that are given out at once: 31 days.</summary>
    public const int MostHours = 31 * 24;

    /// <summary>The hours up to the present one, which is not over yet; each once, also those in which nothing happened.</summary>
    /// <param name="hours">How many, 1..<see cref="MostHours"/>.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ChangeRates> ReadAsync(int hours, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        ArgumentOutOfRangeException.ThrowIfLessThan(hours, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hours, MostHours);
        var present = CountByHour.HourOf(clock.GetUtcNow());
        var first = present.AddHours(1 - hours);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var counted = (await db.ChangeHours.AsNoTracking()
            .Where(h => h.Hour >= first && h.Hour <= present)
            .Select(h => new { h.Hour, Rate = new ChangeRate(h.Kind, h.Done, h.Failed) })
            .ToListAsync(cancellationToken))
            .ToLookup(h => h.Hour, h => h.Rate);
        return new([.. Enumerable.Range(0, hours).Select(i => first.AddHours(i)).Select(hour => new RatesOfHour(hour, [.. counted[hour].OrderBy(r => r.Kind)]))]);
    }
}
