using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.People.Records;

namespace Portal.Data.People;

/// <summary>Gives one person a role, or takes it. Nobody raises themselves, and the last administrator stays one.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class AssignRole(CommandRunner commands)
{
    /// <summary>The longest time that an auditor is given at once.</summary>
    public static readonly TimeSpan LongestAuditorTime = TimeSpan.FromDays(366);

    /// <summary>Gives the role; it holds with the person's next request.</summary>
    /// <param name="id">To whom.</param>
    /// <param name="role">Which.</param>
    /// <param name="until">When an auditor's time ends, or null for the usual time; means nothing for other roles.</param>
    /// <param name="by">Who gives it.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public Task<RoleAssigned> GiveAsync(PersonId id, Role role, DateTimeOffset? until, Caller by, CancellationToken cancellationToken) => RunAsync(
        "person.giveRole",
        id,
        role,
        by,
        (person, scope, _) =>
        {
            var end = role == Role.Auditor ? until?.ToUniversalTime() ?? scope.Now + ImportPeople.AuditorTime : person.AuditorUntil;
            if (id == scope.By.Person)
            {
                return Task.FromResult(RoleAssigned.Yourself);
            }
            if (role == Role.Auditor && (end <= scope.Now || end > scope.Now + LongestAuditorTime))
            {
                return Task.FromResult(RoleAssigned.WrongEnd);
            }
            person.AssignedRoles = [.. person.AssignedRoles.Append(role).Distinct().Order()];
            person.AuditorUntil = end;
            return Task.FromResult(RoleAssigned.Done);
        },
        cancellationToken);

    /// <summary>Takes the role; the person's next request, and their open pages soon, go on without it.</summary>
    public Task<RoleAssigned> TakeAsync(PersonId id, Role role, Caller by, CancellationToken cancellationToken) => RunAsync(
        "person.takeRole",
        id,
        role,
        by,
        async (person, scope, token) =>
        {
            if (role == Role.Administrator && await Administrators.IsLastAsync(scope.Db, person, token))
            {
                return RoleAssigned.LastAdministrator;
            }
            person.AssignedRoles = [.. person.AssignedRoles.Where(r => r != role)];
            person.AuditorUntil = role == Role.Auditor ? null : person.AuditorUntil;
            return RoleAssigned.Done;
        },
        cancellationToken);

    private Task<RoleAssigned> RunAsync(
        string action, PersonId id, Role role, Caller by, Func<Person, CommandScope, CancellationToken, Task<RoleAssigned>> change, CancellationToken cancellationToken) => commands.RunAsync(
        action,
        by,
        Right.ManagePeople,
        async (scope, token) =>
        {
            await scope.Db.LockAsync(Administrators.Lock, token);
            if (await scope.Db.People.SingleOrDefaultAsync(p => p.Id == id, token) is not { } person)
            {
                return RoleAssigned.NotFound;
            }
            var before = RecordedRoles.Of(person);
            var outcome = role is Role.Owner or Role.Manager ? RoleAssigned.NotGiven : await change(person, scope, token);
            if (outcome != RoleAssigned.Done)
            {
                scope.Record(action, person.AsSubject(), before, reason: $"Refused: {outcome}.", outcome: AuditOutcome.Refused);
                return outcome;
            }
            var after = RecordedRoles.Of(person);
            if (after != before)
            {
                scope.Record(action, person.AsSubject(), before, after);
                scope.Announce(Topic.People);
            }
            return RoleAssigned.Done;
        },
        cancellationToken);
}
