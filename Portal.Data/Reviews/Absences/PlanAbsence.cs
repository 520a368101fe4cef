using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.People;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Absences;

/// <summary>Enters that the caller is away. Where it begins at once, what they were asked moves in the same transaction.</summary>
/// <param name="commands">Runs it as one command.</param>
/// <param name="begin">Moves what they were asked.</param>
public sealed class PlanAbsence(CommandRunner commands, BeginAbsences begin)
{
    /// <summary>The most that one person has ahead of them.</summary>
    public const int Most = 20;

    /// <summary>Enters it.</summary>
    public Task<AbsencePlanned> RunAsync(AbsenceDraft draft, Caller by, CancellationToken cancellationToken) => commands.RunAsync<AbsencePlanned>(
        "absence.plan",
        by,
        Right.Review,
        async (scope, token) =>
        {
            if (scope.By.Person is not { } person)
            {
                return Refused("person", "Only a person is away.");
            }
            await scope.Db.LockAsync(EndAbsence.LockOf(person), token);
            var (from, until) = (draft.From.ToUniversalTime(), draft.Until.ToUniversalTime());
            if (Absence.ProblemOf(from, until, scope.Now) is { } wrong)
            {
                return Refused(wrong.Field, wrong.Problem);
            }
            if (await StandInProblemAsync(scope.Db, draft.StandIn, person, token) is { } problem)
            {
                return Refused("standInId", problem);
            }
            var ahead = await scope.Db.Absences.AsNoTracking().Where(a => a.PersonId == person && a.EndedAt == null && a.Until > scope.Now).ToListAsync(token);
            if (ahead.Exists(a => a.From < until && from < a.Until))
            {
                return Refused("from", "You entered an absence already that overlaps with this one. End that one first.");
            }
            if (ahead.Count >= Most)
            {
                return Refused("from", $"You have {Most} absences ahead already. End one that is no longer needed.");
            }
            var absence = new Absence { PersonId = person, From = from, Until = until, StandInId = draft.StandIn, PlannedAt = scope.Now };
            scope.Db.Absences.Add(absence);
            scope.Record("absence.plan", RecordedAbsence.SubjectOf(absence, scope.By.Name), after: RecordedAbsence.Of(absence));
            scope.Announce(Topic.Reviews);
            if (absence.HoldsAt(scope.Now))
            {
                await scope.Db.SaveChangesAsync(token);
                await begin.BeginAsync(scope, absence, scope.By.Name, token);
            }
            return new(absence.Id, new Dictionary<string, string[]>(StringComparer.Ordinal));
        },
        cancellationToken);

    private static AbsencePlanned Refused(string field, string problem) => new(null, new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [problem] });

    private static async Task<string?> StandInProblemAsync(GovernanceDb db, PersonId? standIn, PersonId person, CancellationToken cancellationToken) => standIn switch
    {
        null => null,
        { } own when own == person => "Name somebody else.",
        { } id when !await db.People.AnyAsync(p => p.Id == id && p.IsActive, cancellationToken) => "Name someone who is here.",
        _ => null,
    };
}
