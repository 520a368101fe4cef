using CsCheck;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Audit;
using Portal.Data.Commands;
using Portal.Data.Inventory;
using Portal.Data.People;
using Portal.Tests.Support;

namespace Portal.Tests.Commands;

/// <summary>Groups beside each other, beside locks, and beside the same commands alone.</summary>
public sealed class CommandGroupRaceTests
{
    private const string Taken = "taken@example.com";
    private static readonly string[] Names = [.. Enumerable.Range(10, 10).Select(i => $"Person {i}")];

    [Theory, OnEachEngine]
    public async Task Groups_of_two_portals_make_one_chain_without_a_gap(Engine engine)
    {
        await using var group = await GroupCase.CreateAsync(engine, isPatient: false);
        await using var other = group.Portal.Another();
        await group.RunAsync("first", (scope, _) =>
        {
            scope.Record("thing.touch", new("thing", "first", "first"));
            return Task.CompletedTask;
        });
        var names = Enumerable.Range(100, 300).Select(i => $"Person {i}").ToList();

        await Task.WhenAll(names.Select((n, i) => Task.Run(() => group.RunAsync(i % 2 == 0 ? group.Portal : other, n, (scope, _) => GroupCase.AddTo(scope, n)))));

        Assert.Equal(names, await group.PeopleAsync());
        Assert.True(group.Commits.Count < names.Count / 2);
        await group.AssertRecordedAsync(names);
    }

    [Theory, OnEachEngine]
    public async Task Groups_of_two_portals_that_change_the_same_rows_crosswise_all_come_through(Engine engine)
    {
        await using var group = await GroupCase.CreateAsync(engine, isPatient: false);
        await using var other = group.Portal.Another();
        var agents = Enumerable.Range(0, 6).Select(_ => An.Agent()).ToList();
        await group.Portal.StoreAsync([.. agents]);

        await Task.WhenAll(Enumerable.Range(0, 120).Select(i => Task.Run(() => group.RunAsync(i % 2 == 0 ? group.Portal : other, $"{i}", async (scope, token) =>
        {
            // One portal goes up through the agents, the other down.
            var id = agents[i % 2 == 0 ? i / 2 % agents.Count : agents.Count - 1 - (i / 2 % agents.Count)].Id;
            await scope.Db.Agents.Where(a => a.Id == id).ExecuteUpdateAsync(s => s.SetProperty(a => a.Version, a => a.Version + 1), token);
            scope.Record("thing.touch", new("thing", $"{i}", $"Touch {i}"));
        }))));

        await using var db = await group.Portal.OpenAsync();
        var versions = await db.Agents.Select(a => a.Version).ToListAsync();
        Assert.Equal(120 + agents.Sum(a => a.Version), versions.Sum());
        Assert.Equal(Enumerable.Range(1, 120).Select(i => (long)i), await db.AuditEntries.OrderBy(e => e.Sequence).Select(e => e.Sequence).ToListAsync());
    }

    // SQLite has one writer, and no locks beside.
    [Theory]
    [InlineData(Engine.Postgres)]
    public async Task Who_waits_for_anothers_lock_keeps_nobody_else(Engine engine)
    {
        await using var group = await GroupCase.CreateAsync(engine);
        await using var elsewhere = await group.Portal.OpenAsync();
        await using var holding = await elsewhere.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await elsewhere.LockAsync("held", TestContext.Current.CancellationToken);
        var waits = Task.CompletedTask;

        var together = group.TogetherAsync([
            () => group.AddAsync(Names[0]),
            () => waits = group.RunAsync("waits", async (scope, token) =>
            {
                await scope.Db.LockAsync("held", token);
                await GroupCase.AddTo(scope, Names[1]);
            }),
            () => group.AddAsync(Names[2])]);

        while ((await group.PeopleAsync()).Count < 2)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }
        Assert.False(waits.IsCompleted);
        await holding.CommitAsync(TestContext.Current.CancellationToken);
        await together;
        await waits;
        await group.AssertRecordedAsync(Names[..3]);
    }

    // SQLite has one writer: whoever comes later waits.
    [Theory]
    [InlineData(Engine.Postgres)]
    public async Task Nobody_waits_long_for_a_command_that_takes_long(Engine engine)
    {
        await using var group = await GroupCase.CreateAsync(engine, isPatient: false);
        var gate = new TaskCompletionSource();
        var slow = group.RunAsync("first", async (scope, _) =>
        {
            await gate.Task;
            scope.Record("thing.touch", new("thing", "first", "first"));
        });

        await Task.WhenAll(Names.Select(n => group.AddAsync(n))).WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.False(slow.IsCompleted);
        Assert.InRange(group.Commits.Count, 1, Names.Length);
        gate.SetResult();
        await slow;
        await group.AssertRecordedAsync(Names);
    }

    [Theory, OnEachEngine]
    public async Task In_a_group_any_commands_come_to_what_they_come_to_alone(Engine engine)
    {
        var act = Gen.Select(Gen.Enum<Act>(), Gen.Int[0, 3], (kind, target) => (Kind: kind, Target: target));
        await act.Array[1, 24].SampleAsync(
            async acts =>
            {
                var alone = await OutcomeAsync(engine, acts, isGrouped: false);
                var grouped = await OutcomeAsync(engine, acts, isGrouped: true);
                Assert.Equal(alone, grouped);
            },
            iter: engine == Engine.Sqlite ? 60 : 25,
            threads: 1);
    }

    private static async Task<string> OutcomeAsync(Engine engine, (Act Kind, int Target)[] acts, bool isGrouped)
    {
        await using var group = await GroupCase.CreateAsync(engine);
        await group.Portal.StoreAsync(A.Person("Person 0", "zero@example.com"), A.Person("Person 1", "one@example.com"), A.Person("Taken", Taken));
        var said = new string[acts.Length];
        Func<Task>[] commands = [.. acts.Select<(Act, int), Func<Task>>((act, i) => async () => said[i] = await SayAsync(group, act, i))];
        if (isGrouped)
        {
            await group.TogetherAsync(commands);
        }
        else
        {
            await group.TogetherAsync();
            foreach (var command in commands)
            {
                await command();
            }
        }
        await using var db = await group.Portal.OpenAsync();
        var people = await db.People.OrderBy(p => p.Name).Select(p => $"{p.Name} {p.TimeZone}").ToListAsync();
        var entries = await db.AuditEntries.Select(e => $"{e.Action} {e.SubjectName} {e.Outcome} {e.After}").ToListAsync();
        var keys = await db.Set<CommandResult>().OrderBy(r => r.Key).Select(r => $"{r.Key} {r.RequestHash} {r.Result}").ToListAsync();
        var size = await db.AuditHeads.Select(h => h.Size).SingleAsync();
        return string.Join('\n', [.. said, .. people, .. entries.Order(StringComparer.Ordinal), .. keys, $"{size}"]);
    }

    private static async Task<string> SayAsync(GroupCase group, (Act Kind, int Target) act, int number)
    {
        var name = $"Person {act.Target}";
        var by = act.Kind == Act.Repeat ? GroupCase.By with { Idempotency = new($"key {act.Target}", $"hash {number % 3}") } : GroupCase.By;
        try
        {
            return await group.RunAsync($"{act.Kind} {act.Target}", (scope, token) => ActAsync(scope, act.Kind, name, number, token), by);
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.IAssertionException)
        {
            return exception.GetType().Name;
        }
    }

    private static async Task ActAsync(CommandScope scope, Act kind, string name, int number, CancellationToken cancellationToken)
    {
        var person = kind == Act.Note ? null : await scope.Db.People.SingleOrDefaultAsync(p => p.Name == name, cancellationToken);
        switch (kind)
        {
            case Act.Add or Act.Repeat when person is null:
                scope.Db.People.Add(A.Person(name, email: $"{name.Replace(' ', '.')}@example.com"));
                break;
            case Act.Remove when person is not null:
                scope.Db.People.Remove(person);
                break;
            case Act.Change:
                await scope.Db.People.Where(p => p.Name == name).ExecuteUpdateAsync(s => s.SetProperty(p => p.TimeZone, $"Zone {number}"), cancellationToken);
                break;
            case Act.Clash:
                scope.Db.People.Add(A.Person(name, email: Taken));
                break;
            case Act.Throw:
                await scope.Db.People.ExecuteDeleteAsync(cancellationToken);
                throw new InvalidDataException();
            case Act.Forget:
                await scope.Db.People.ExecuteDeleteAsync(cancellationToken);
                return;
        }
        scope.Record($"act.{kind}", new("person", name, name), after: new { number, WasThere = person is not null });
    }

    private enum Act
    {
        Note,
        Add,
        Repeat,
        Change,
        Remove,
        Clash,
        Throw,
        Forget,
    }
}
