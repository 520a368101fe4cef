using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Lists;
using Portal.Data.Storage;

namespace Portal.Data.People;

/// <summary>Reads people.</summary>
/// <param name="databases">Where contexts come from.</param>
public sealed class PeopleQueries(IDbContextFactory<GovernanceDb> databases)
{
    /// <summary>The person, or null when there is none with this id.</summary>
    public async Task<PersonDetail?> FindAsync(PersonId id, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadPeople);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancellationToken) is not { } person)
        {
            return null;
        }
        var manager = await db.People.Where(p => p.Id == person.ManagerId).Select(p => p.Name).SingleOrDefaultAsync(cancellationToken);
        return new(
            new(person.Id, person.Name, person.Email, person.Title, person.Department, manager, person.IsActive, person.AssignedRoles),
            person.TimeZone,
            person.AuditorUntil);
    }

    /// <summary>One page of the people that <paramref name="filter"/> names, by name.</summary>
    /// <exception cref="BadCursorException">The cursor belongs to another list.</exception>
    public async Task<Page<PersonRow>> ListAsync(PersonFilter filter, PageRequest page, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadPeople);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var people = db.People.AsNoTracking();
        if (filter.Active is { } active)
        {
            people = people.Where(p => p.IsActive == active);
        }
        if (filter.Q is { } text)
        {
            var lower = text.ToLowerInvariant();
            // Both engines lower the text themselves: they know no StringComparison.
#pragma warning disable CA1304, CA1311, CA1862, MA0011
            people = people.Where(p => p.Name.ToLower().Contains(lower) || p.Email.StartsWith(lower));
#pragma warning restore CA1304, CA1311, CA1862, MA0011
        }
        if (Cursor.Read<string>(page.After) is ({ } name, var id))
        {
            var last = new PersonId(id);
            people = people.Where(p => p.Name.CompareTo(name) > 0 || (p.Name == name && p.Id.CompareTo(last) > 0));
        }
        var managers = db.People;
        var rows = await people
            .OrderBy(p => p.Name).ThenBy(p => p.Id)
            .Take(page.Limit + 1)
            .Select(p => new PersonRow(
                p.Id,
                p.Name,
                p.Email,
                p.Title,
                p.Department,
                managers.Where(m => m.Id == p.ManagerId).Select(m => m.Name).FirstOrDefault(),
                p.IsActive,
                p.AssignedRoles))
            .ToListAsync(cancellationToken);
        var next = rows.Count > page.Limit ? Cursor.Write(rows[page.Limit - 1].Name, rows[page.Limit - 1].Id.Value) : null;
        return new([.. rows.Take(page.Limit)], next);
    }
}
