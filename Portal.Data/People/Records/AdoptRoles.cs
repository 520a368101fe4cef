using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Commands;

namespace Portal.Data.People.Records;

/// <summary>
/// Records, once for a database, which roles everybody has. Until then a list of people changed roles without an entry for each person; from
/// then on the record knows of every role, and whoever edits only the rows is found.
/// </summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class AdoptRoles(CommandRunner commands)
{
    /// <summary>The act.</summary>
    internal const string Name = "people.adoptRoles";

    /// <summary>The member of the entry from which on the record knows of every role.</summary>
    internal const string Mark = "rolesAdopted";

    /// <summary>Records it, unless that was done before.</summary>
    /// <returns>Whether it was done now.</returns>
    public Task<bool> RunAsync(Caller by, CancellationToken cancellationToken) => commands.RunAsync(
        Name,
        by,
        Right.ManagePeople,
        async (scope, token) =>
        {
            await scope.Db.LockAsync(Name, token);
            if (await scope.Db.AuditEntries.AnyAsync(e => e.Action == Name, token))
            {
                return false;
            }
            var people = await scope.Db.People.AsNoTracking().OrderBy(p => p.Id).ToListAsync(token);
            var holders = people.FindAll(p => !RecordedRoles.Of(p).AreNone());
            scope.Record(Name, new("person", "everybody", "Everybody"), after: new Dictionary<string, int>(StringComparer.Ordinal) { [Mark] = holders.Count });
            foreach (var person in holders)
            {
                scope.Record("person.adoptRoles", person.AsSubject(), after: RecordedRoles.Of(person));
            }
            return true;
        },
        cancellationToken);
}
