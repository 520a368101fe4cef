using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.People.Provisioning;
using Portal.Data.Storage;

namespace Portal.Data.People.Sync;

/// <summary>
/// Brings people up to date from the organization's directory. It is read to its end first, and applied in one transaction together with where
/// to go on, so that a reading that fails changes nobody, and one that is repeated changes nothing.
/// </summary>
/// <param name="commands">Runs it as one command.</param>
/// <param name="databases">Where contexts come from, to know where to go on.</param>
/// <param name="reader">The directory.</param>
/// <param name="leavers">Settles what follows for those who left.</param>
/// <param name="limits">What it may do by itself.</param>
public sealed class SyncDirectory(
    CommandRunner commands, IDbContextFactory<GovernanceDb> databases, IDirectoryReader reader, Leavers leavers, SyncLimits limits)
{
    private const string Name = "directory.sync";

    /// <summary>Brings people up to date.</summary>
    /// <param name="confirmed">How many people it may disable because somebody said so, or null for what it may by itself.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<SyncResult> RunAsync(int? confirmed, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ManagePeople);
        string? from;
        await using (var db = await databases.CreateDbContextAsync(cancellationToken))
        {
            from = await db.DirectorySyncs.Select(s => s.Next).SingleOrDefaultAsync(cancellationToken);
        }
        DirectoryReading reading;
        try
        {
            reading = await reader.ReadAsync(from, cancellationToken);
        }
        catch (DirectoryReadException exception)
        {
            return await commands.RunAsync(Name, by, Right.ManagePeople, (scope, token) => NoteAsync(scope, new(SyncOutcome.NotRead, Problem: exception.Message), token), cancellationToken);
        }
        return await commands.RunAsync(
            Name, by, Right.ManagePeople, (scope, token) => ApplyAsync(scope, from, reading, confirmed ?? limits.MostDisabled, token), cancellationToken);
    }

    private async Task<SyncResult> ApplyAsync(CommandScope scope, string? from, DirectoryReading reading, int mostDisabled, CancellationToken cancellationToken)
    {
        await scope.Db.LockAsync(ProvisionPeople.Lock, cancellationToken);
        if (await scope.Db.DirectorySyncs.AsNoTracking().Select(s => s.Next).SingleOrDefaultAsync(cancellationToken) != from)
        {
            return new(SyncOutcome.AlreadyDone);
        }
        var people = await scope.Db.People.ToListAsync(cancellationToken);
        var before = people.ToDictionary(p => p.Id, PersonDraft.Of);
        var round = new SyncRound(people, scope.Now);
        round.Apply(reading);
        var left = people.FindAll(p => !p.IsActive && before[p.Id].IsActive);
        if (left.Count > mostDisabled)
        {
            scope.Db.ChangeTracker.Clear();
            return await NoteAsync(
                scope, new(SyncOutcome.NeedsConfirmation, reading.Users.Count, Disabled: left.Count, Skipped: round.Skipped), cancellationToken);
        }
        // All before who manages whom: the database checks the reference row by row, and lines of managers may be circles.
        scope.Db.People.AddRange(round.Added);
        await scope.Db.SaveChangesAsync(cancellationToken);
        round.ApplyManagers();
        await scope.Db.SaveChangesAsync(cancellationToken);
        foreach (var person in left)
        {
            scope.Record("person.disable", person.AsSubject(), before: new { isActive = true }, after: new { isActive = false }, "The directory says so.");
        }
        await leavers.SettleAsync(scope, left, people.FindAll(p => p.IsActive && !before[p.Id].IsActive), cancellationToken);
        var changed = people.FindAll(p => PersonDraft.Of(p) != before[p.Id]);
        foreach (var person in round.Added)
        {
            scope.Record("person.add", person.AsSubject(), after: PersonDraft.Of(person));
        }
        foreach (var person in changed.Except(left))
        {
            scope.Record("person.change", person.AsSubject(), before[person.Id], PersonDraft.Of(person));
        }
        var state = await StateAsync(scope.Db, cancellationToken);
        (state.Next, state.DoneAt, state.TriedAt, state.Outcome, state.Waiting, state.Problem) = (reading.Next, scope.Now, scope.Now, SyncOutcome.Done, 0, null);
        var result = new SyncResult(SyncOutcome.Done, reading.Users.Count, round.Added.Count, changed.Count, left.Count, round.Skipped);
        scope.Record(Name, new("people", DirectorySync.Only, "The directory"), after: result);
        scope.Announce(Topic.People);
        scope.Announce(Topic.Inventory);
        return result;
    }

    private static async Task<SyncResult> NoteAsync(CommandScope scope, SyncResult result, CancellationToken cancellationToken)
    {
        var state = await StateAsync(scope.Db, cancellationToken);
        (state.TriedAt, state.Outcome, state.Waiting, state.Problem) = (
            scope.Now, result.Outcome, result.Outcome == SyncOutcome.NeedsConfirmation ? result.Disabled : 0, result.Problem);
        scope.Record(
            Name,
            new("people", DirectorySync.Only, "The directory"),
            after: result,
            reason: result.Problem ?? $"It would disable {result.Disabled} people, which somebody has to confirm.",
            outcome: AuditOutcome.Refused);
        scope.Announce(Topic.People);
        return result;
    }

    private static async Task<DirectorySync> StateAsync(GovernanceDb db, CancellationToken cancellationToken) =>
        await db.DirectorySyncs.SingleOrDefaultAsync(cancellationToken) ?? db.DirectorySyncs.Add(new DirectorySync()).Entity;
}
