using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.People;
using Portal.Data.Reviews.Reassignment;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Absences;

/// <summary>
/// Moves what people were asked when their absence begins, once. Run as often as one likes and by as many portals: whoever comes second finds it
/// done.
/// </summary>
/// <param name="commands">Runs each beginning as one command.</param>
/// <param name="databases">Where contexts come from, to find whose begins.</param>
/// <param name="move">Asks somebody else.</param>
/// <param name="clock">The time.</param>
public sealed class BeginAbsences(CommandRunner commands, IDbContextFactory<GovernanceDb> databases, MoveOpenItems move, TimeProvider clock)
{
    /// <summary>Begins those that are due.</summary>
    /// <returns>How many began.</returns>
    /// <exception cref="AccessDeniedException">The caller may not run campaigns.</exception>
    public async Task<int> RunAsync(Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ManageCampaigns);
        var begun = 0;
        foreach (var (id, person) in await DueAsync(cancellationToken))
        {
            begun += await commands.RunAsync(
                "absence.begin",
                by,
                Right.ManageCampaigns,
                async (scope, token) =>
                {
                    await scope.Db.LockAsync(EndAbsence.LockOf(person), token);
                    var absence = await scope.Db.Absences.SingleAsync(a => a.Id == id, token);
                    var name = await scope.Db.People.Where(p => p.Id == person).Select(p => p.Name).SingleAsync(token);
                    return await BeginAsync(scope, absence, name, token) ? 1 : 0;
                },
                cancellationToken);
        }
        return begun;
    }

    /// <summary>Begins one whose turn the command has taken.</summary>
    /// <returns>False when it began before, or does not hold.</returns>
    internal async Task<bool> BeginAsync(CommandScope scope, Absence absence, string name, CancellationToken cancellationToken)
    {
        var before = RecordedAbsence.Of(absence);
        if (!absence.Begin(scope.Now))
        {
            return false;
        }
        scope.Record("absence.begin", RecordedAbsence.SubjectOf(absence, name), before, RecordedAbsence.Of(absence));
        var away = scope.Db.People.Where(p => p.Id == absence.PersonId);
        foreach (var id in await MoveOpenItems.CampaignsAsync(scope, away, cancellationToken))
        {
            if (await scope.TakeCampaignAsync(id, cancellationToken) is { IsRunning: true } campaign)
            {
                await move.MoveAsync(scope, campaign, away, PassedOver.Away, cancellationToken);
            }
        }
        scope.Announce(Topic.Reviews);
        return true;
    }

    private async Task<List<(AbsenceId Id, PersonId Person)>> DueAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var due = await db.Absences
            .Where(a => a.EndedAt == null && a.MovedAt == null && a.From <= now && a.Until > now)
            .OrderBy(a => a.From).ThenBy(a => a.Id)
            .Select(a => new { a.Id, a.PersonId })
            .ToListAsync(cancellationToken);
        return due.ConvertAll(a => (a.Id, a.PersonId));
    }
}
