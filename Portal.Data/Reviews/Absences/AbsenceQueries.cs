using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Absences;

/// <summary>Reads absences.</summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="clock">The time.</param>
public sealed class AbsenceQueries(IDbContextFactory<GovernanceDb> databases, TimeProvider clock)
{
    /// <summary>The caller's own, now and to come, in order; empty for callers that are no person.</summary>
    public async Task<IReadOnlyList<AbsenceRow>> MineAsync(Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.Review);
        if (by.Person is not { } person)
        {
            return [];
        }
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var absences = await db.Absences.AsNoTracking()
            .Where(a => a.PersonId == person && a.EndedAt == null && a.Until > now)
            .OrderBy(a => a.From).ThenBy(a => a.Id)
            .ToListAsync(cancellationToken);
        var people = await CampaignQueries.PeopleAsync(db, absences.Select(a => a.StandInId).OfType<PersonId>(), cancellationToken);
        return absences.ConvertAll(a => new AbsenceRow(a.Id, a.From, a.Until, a.StandInId is { } standIn ? people[standIn] : null, a.HoldsAt(now)));
    }
}
