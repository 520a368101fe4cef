using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;

namespace Portal.Data.People;

/// <summary>
/// Brings people up to date from a CSV list. Who is in it is added or changed, whose status is <c>left</c> loses access at once; who is not
/// in it stays as they are, since a list may be a part.
/// </summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class ImportPeople(CommandRunner commands)
{
    /// <summary>Imports the list.</summary>
    /// <param name="csv">The list, in the form that <see cref="PeopleCsv"/> describes.</param>
    /// <param name="by">Who imports.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    /// <exception cref="PeopleFormatException">The list cannot be read: names line and cause. Nothing was changed.</exception>
    public Task<PeopleImported> RunAsync(TextReader csv, Caller by, CancellationToken cancellationToken)
    {
        var lines = PeopleCsv.Read(csv);
        return commands.RunAsync("people.import", by, Right.ManagePeople, (scope, token) => ApplyAsync(lines, scope, token), cancellationToken);
    }

    private static async Task<PeopleImported> ApplyAsync(IReadOnlyList<PeopleCsv.Line> lines, CommandScope scope, CancellationToken cancellationToken)
    {
        var known = await scope.Db.People.ToDictionaryAsync(p => p.Email, StringComparer.Ordinal, cancellationToken);
        var added = new List<Person>();
        foreach (var line in lines)
        {
            if (!known.TryGetValue(line.Email, out var person))
            {
                person = new Person { Email = line.Email, Name = line.Name };
                known.Add(line.Email, person);
                added.Add(person);
            }
            person.Name = line.Name;
            person.Title = line.Title;
            person.Department = line.Department;
            person.IsActive = line.IsActive;
            person.AssignedRoles = line.Roles;
            person.TimeZone = line.TimeZone;
        }
        foreach (var line in lines)
        {
            known[line.Email].ManagerId = line.ManagerEmail switch
            {
                null => null,
                { } email when known.TryGetValue(email, out var manager) => manager.Id,
                { } email => throw new PeopleFormatException(line.Number, $"the manager {email} is neither in the list nor known. Add them, or leave the cell empty."),
            };
        }
        // Managers before their reports: the database checks the reference row by row.
        scope.Db.People.AddRange(added);
        var changed = scope.Db.ChangeTracker.Entries<Person>().Count(e => e.State == EntityState.Modified);
        scope.Record("people.import", new("people", "list", $"{lines.Count} people"), after: new { added = added.Count, changed });
        scope.Announce(Topic.People);
        scope.Announce(Topic.Inventory);
        return new(lines.Count, added.Count, changed);
    }
}
