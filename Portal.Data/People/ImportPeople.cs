using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;

namespace Portal.Data.People;

/// <summary>
/// Brings people up to date from a CSV list. Who is in it is added or changed, whose status is <c>left</c> loses access at once; who is not
/// in it stays as they are, since a list may be a part, and so does what it has no column for: a list without roles takes none away, one without
/// a status brings nobody back.
/// </summary>
/// <param name="commands">Runs it as one command.</param>
/// <param name="leavers">Settles what follows for those who left.</param>
public sealed class ImportPeople(CommandRunner commands, Leavers leavers)
{
    /// <summary>How long an auditor reads if the list does not say.</summary>
    public static readonly TimeSpan AuditorTime = TimeSpan.FromDays(180);

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

    private async Task<PeopleImported> ApplyAsync(IReadOnlyList<PeopleCsv.Line> lines, CommandScope scope, CancellationToken cancellationToken)
    {
        var known = await scope.Db.People.ToDictionaryAsync(p => p.Email, StringComparer.Ordinal, cancellationToken);
        var before = known.Values.ToDictionary(p => p.Id, ListedPerson.Of);
        var added = new List<Person>();
        foreach (var line in lines)
        {
            if (!known.TryGetValue(line.Email, out var person))
            {
                person = new Person { Email = line.Email, Name = line.Name };
                known.Add(line.Email, person);
                added.Add(person);
            }
            line.ApplyTo(person, scope.Now);
        }
        var ids = known.Values.Where(p => p.DirectoryId is not null).ToLookup(p => p.DirectoryId!, StringComparer.Ordinal);
        foreach (var line in lines)
        {
            if (line.DirectoryId is { } id && ids[id].FirstOrDefault(p => p.Email != line.Email) is { } other)
            {
                throw new PeopleFormatException(line.Number, $"the directory id {id} belongs to {other.Email} as well.");
            }
            known[line.Email].ManagerId = line.ManagerEmail switch
            {
                null when !line.Says("manager") => known[line.Email].ManagerId,
                null => null,
                { } email when known.TryGetValue(email, out var manager) => manager.Id,
                { } email => throw new PeopleFormatException(line.Number, $"the manager {email} is neither in the list nor known. Add them, or leave the cell empty."),
            };
        }
        // Managers before their reports: the database checks the reference row by row.
        scope.Db.People.AddRange(added);
        var changed = scope.Db.ChangeTracker.Entries<Person>().Where(e => e.State == EntityState.Modified).Select(e => e.Entity).ToList();
        // A list gives roles and takes them: the record says to whom.
        foreach (var person in added)
        {
            scope.Record("person.add", person.AsSubject(), after: ListedPerson.Of(person));
        }
        foreach (var person in changed)
        {
            scope.Record("person.change", person.AsSubject(), before[person.Id], ListedPerson.Of(person));
        }
        var left = await leavers.SettleAsync(scope, cancellationToken);
        scope.Record("people.import", new("people", "list", $"{lines.Count} people"), after: new { added = added.Count, changed = changed.Count, left });
        scope.Announce(Topic.People);
        scope.Announce(Topic.Inventory);
        return new(lines.Count, added.Count, changed.Count);
    }
}
