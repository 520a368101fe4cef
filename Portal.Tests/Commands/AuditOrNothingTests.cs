using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.People;
using Portal.Data.Storage;
using Portal.Tests.Support;

namespace Portal.Tests.Commands;

/// <summary>
/// A change whose audit entry cannot be written does not happen: all command classes, found by their constructor, are called with plausible
/// arguments while the record refuses entries, and again once it takes them.
/// </summary>
public sealed class AuditOrNothingTests
{
    private const int Attempts = 12;
    private const int Rounds = 4;
    private const int Least = 500;

    // How many of the commands are to get to a change, or the test would say little.
    private const int Effective = 40;
    private const int AtOnce = 4;

    // Looking at the whole database takes longer than trying a command.
    private const int AtOneLook = 6;

    // What a session, or a background job keeps for itself.
    private static readonly string[] Bookkeeping = ["DataProtectionKeys", "audit_entries", "outbox_messages"];

    [Theory, OnEachEngine]
    public async Task Without_its_audit_entry_no_command_changes_anything(Engine engine)
    {
        await using var portal = await PortalServer.StartAsync(engine);
        var administrator = await AdministratorAsync(portal);
        var by = TestPortalData.By(administrator, Role.Administrator);
        var commands = EveryCommand.Of(portal.Services).ToList();
        Assert.InRange(commands.Count * (Attempts + AtOnce), Least, int.MaxValue);
        await using var db = await portal.OpenDatabaseAsync();
        await RefuseEntriesAsync(db, engine);
        var withoutEffect = commands.Select(EveryCommand.Name).ToHashSet(StringComparer.Ordinal);
        var before = await DatabaseFingerprint.OfAsync(db, Bookkeeping);

        foreach (var some in commands.Chunk(AtOneLook))
        {
            foreach (var command in some)
            {
                for (var attempt = 0; attempt < Attempts; attempt++)
                {
                    if (await TryAsync(portal, command, by, attempt))
                    {
                        withoutEffect.Remove(EveryCommand.Name(command));
                    }
                }
            }
            var changed = DatabaseFingerprint.Changed(before, await DatabaseFingerprint.OfAsync(db, Bookkeeping));
            Assert.True(!changed.Any(), $"One of {string.Join(", ", some.Select(EveryCommand.Name))} changed {string.Join(", ", changed)}.");
        }

        // Several at once, so that short ones share commits.
        await Parallel.ForEachAsync(
            commands.SelectMany(command => Enumerable.Range(0, AtOnce), (command, attempt) => (command, attempt)),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (tried, _) => await TryAsync(portal, tried.command, by, tried.attempt));
        Assert.Equal(before, await DatabaseFingerprint.OfAsync(db, Bookkeeping));

        await TakeEntriesAgainAsync(db, engine);
        // Several rounds, since some can act only on what others made: a campaign is created, launched, decided, closed. Every second one
        // backwards, since what comes early by its name may end what a later one needs: a campaign that is cancelled is not decided.
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var command in round % 2 == 0 ? commands : commands.AsEnumerable().Reverse())
            {
                await PutBackAsync(portal, administrator);
                var entries = await db.Set<AuditEntry>().CountAsync(e => e.Outcome == AuditOutcome.Done);
                for (var attempt = 0; attempt < Attempts; attempt++)
                {
                    await TryAsync(portal, command, by, (round * Attempts) + attempt);
                }
                if (await db.Set<AuditEntry>().CountAsync(e => e.Outcome == AuditOutcome.Done) > entries)
                {
                    withoutEffect.Remove(EveryCommand.Name(command));
                }
            }
        }
        // All this proves something only for commands that change something when they may; background work often finds nothing to do.
        Assert.True(commands.Count - withoutEffect.Count >= Effective, $"These never got to a change: {string.Join(", ", withoutEffect)}.");
    }

    private static async Task<bool> TryAsync(PortalServer portal, MethodInfo command, Caller by, int attempt)
    {
        await using var db = await portal.OpenDatabaseAsync();
        return await EveryCommand.TryAsync(portal.Services, db, command, by, attempt);
    }

    private static async Task<Person> AdministratorAsync(PortalServer portal)
    {
        await using var db = await portal.OpenDatabaseAsync();
        var people = await db.Set<Person>().AsNoTracking().Where(p => p.IsActive).ToListAsync();
        return people.First(p => p.AssignedRoles.Contains(Role.Administrator));
    }

    /// <summary>Some of the commands let a directory say who is no longer there; who tries them all stays.</summary>
    private static async Task PutBackAsync(PortalServer portal, Person administrator)
    {
        await using var db = await portal.OpenDatabaseAsync();
        db.Update(administrator);
        await db.SaveChangesAsync();
    }

    private static Task<int> RefuseEntriesAsync(GovernanceDb db, Engine engine) => db.Database.ExecuteSqlRawAsync(engine switch
    {
        Engine.Sqlite => "CREATE TRIGGER refuse_entries BEFORE INSERT ON audit_entries BEGIN SELECT RAISE(ABORT, 'no entry today'); END",
        Engine.Postgres =>
            "CREATE FUNCTION refuse_entry() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no entry today'; END $$; "
            + "CREATE TRIGGER refuse_entries BEFORE INSERT ON audit_entries FOR EACH ROW EXECUTE FUNCTION refuse_entry();",
        _ => throw new ArgumentOutOfRangeException(nameof(engine), engine, message: null),
    });

    private static Task<int> TakeEntriesAgainAsync(GovernanceDb db, Engine engine) => db.Database.ExecuteSqlRawAsync(
        engine == Engine.Sqlite ? "DROP TRIGGER refuse_entries" : "DROP TRIGGER refuse_entries ON audit_entries");
}
