using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.People;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Absences;

/// <summary>Who is away.</summary>
internal static class AwayPeople
{
    /// <summary>Who is away, and who stands in for them; null where nobody does.</summary>
    public static async Task<IReadOnlyDictionary<PersonId, PersonId?>> AwayAtAsync(this GovernanceDb db, DateTimeOffset now, CancellationToken cancellationToken) =>
        await db.Absences.AsNoTracking().Where(a => a.EndedAt == null && a.From <= now && a.Until > now).ToDictionaryAsync(a => a.PersonId, a => a.StandInId, cancellationToken);

    /// <summary>The people who are away.</summary>
    public static IQueryable<Person> PeopleAwayAt(this GovernanceDb db, DateTimeOffset now)
    {
        var absences = db.Absences.Where(a => a.EndedAt == null && a.From <= now && a.Until > now);
        return db.People.Where(p => absences.Any(a => a.PersonId == p.Id));
    }
}
