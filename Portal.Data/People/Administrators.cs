using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Storage;

namespace Portal.Data.People;

/// <summary>Who manages people and tokens; there always has to be somebody.</summary>
internal static class Administrators
{
    /// <summary>Whoever may make administrators fewer takes this lock first, or two of the last two could go at once.</summary>
    public const string Lock = "administrators";

    /// <summary>How the record names a person.</summary>
    public static AuditSubject AsSubject(this Person person) => new("person", person.Id.Value.ToString(), person.Name);

    /// <summary>Whether no other person who is here was given the role <see cref="Role.Administrator"/>, and this one was.</summary>
    public static async Task<bool> IsLastAsync(GovernanceDb db, Person person, CancellationToken cancellationToken) =>
        person.IsActive
        && person.AssignedRoles.Contains(Role.Administrator)
        // Roles are stored as JSON, which the two engines ask differently.
        && !(await db.People.AsNoTracking()
            .Where(p => p.IsActive && p.Id != person.Id)
            .Select(p => p.AssignedRoles)
            .ToListAsync(cancellationToken)).Exists(roles => roles.Contains(Role.Administrator));
}
