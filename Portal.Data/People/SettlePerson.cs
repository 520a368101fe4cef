using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Commands;
using Portal.Data.Live;

namespace Portal.Data.People;

/// <summary>Says that one person left, or is here again. Nobody says it of themselves, nor of the last administrator.</summary>
/// <param name="commands">Runs it as one command.</param>
/// <param name="leavers">Settles what follows for those who left.</param>
public sealed class SettlePerson(CommandRunner commands, Leavers leavers)
{
    /// <summary>They left: their sessions end, and what they answered for moves on.</summary>
    public Task<PersonSettled> DisableAsync(PersonId id, string? reason, Caller by, CancellationToken cancellationToken) =>
        RunAsync("person.disable", id, isActive: false, reason, by, cancellationToken);

    /// <summary>They are here again. What moved on meanwhile stays where it is.</summary>
    public Task<PersonSettled> EnableAsync(PersonId id, string? reason, Caller by, CancellationToken cancellationToken) =>
        RunAsync("person.enable", id, isActive: true, reason, by, cancellationToken);

    private Task<PersonSettled> RunAsync(string action, PersonId id, bool isActive, string? reason, Caller by, CancellationToken cancellationToken) => commands.RunAsync(
        action,
        by,
        Right.ManagePeople,
        async (scope, token) =>
        {
            await scope.Db.LockAsync(Administrators.Lock, token);
            if (await scope.Db.People.SingleOrDefaultAsync(p => p.Id == id, token) is not { } person)
            {
                return PersonSettled.NotFound;
            }
            if (person.IsActive == isActive)
            {
                return PersonSettled.Done;
            }
            var refusal = id == scope.By.Person ? PersonSettled.Yourself
                : !isActive && await Administrators.IsLastAsync(scope.Db, person, token) ? PersonSettled.LastAdministrator
                : PersonSettled.Done;
            if (refusal != PersonSettled.Done)
            {
                scope.Record(action, person.AsSubject(), reason: $"Refused: {refusal}.", outcome: AuditOutcome.Refused);
                return refusal;
            }
            person.IsActive = isActive;
            person.RemovedAt = isActive ? null : person.RemovedAt;
            scope.Record(action, person.AsSubject(), before: new { isActive = !isActive }, after: new { isActive }, reason);
            await leavers.SettleAsync(scope, token);
            scope.Announce(Topic.People);
            scope.Announce(Topic.Inventory);
            return PersonSettled.Done;
        },
        cancellationToken);
}
