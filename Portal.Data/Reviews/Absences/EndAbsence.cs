using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;

namespace Portal.Data.Reviews.Absences;

/// <summary>Says that the caller is back, or will not be away. What moved meanwhile stays where it is.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class EndAbsence(CommandRunner commands)
{
    /// <summary>Ends one of the caller's own.</summary>
    /// <returns>False when they have none by that id that is not over.</returns>
    public Task<bool> RunAsync(AbsenceId id, Caller by, CancellationToken cancellationToken) => commands.RunAsync(
        "absence.end",
        by,
        Right.Review,
        async (scope, token) =>
        {
            if (scope.By.Person is not { } person)
            {
                return false;
            }
            await scope.Db.LockAsync(LockOf(person), token);
            if (await scope.Db.Absences.SingleOrDefaultAsync(a => a.Id == id && a.PersonId == person, token) is not { } absence)
            {
                return false;
            }
            var before = RecordedAbsence.Of(absence);
            if (!absence.End(scope.Now))
            {
                return false;
            }
            scope.Record("absence.end", RecordedAbsence.SubjectOf(absence, scope.By.Name), before, RecordedAbsence.Of(absence));
            scope.Announce(Topic.Reviews);
            return true;
        },
        cancellationToken);

    /// <summary>The lock under which one person's absences change.</summary>
    internal static string LockOf(PersonId person) => $"absences:{person.Value}";
}
