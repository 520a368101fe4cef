using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.People;
using Portal.Tests.Support;

namespace Portal.Tests.Commands;

/// <summary>Commands that share a commit: each has the same effect and answer as alone, and only once it is durable.</summary>
public sealed class CommandGroupTests
{
    private static readonly IdempotencyKey Key = new("key-1", "hash-of-the-request");
    private static readonly string[] Names = [.. Enumerable.Range(10, 10).Select(i => $"Person {i}")];

    [Theory, OnEachEngine]
    public async Task What_waits_for_a_commit_shares_the_next(Engine engine)
    {
        await using var group = await GroupCase.CreateAsync(engine);

        Assert.All(await group.OutcomesAsync([.. Names.Select<string, Func<Task>>(n => () => group.AddAsync(n))]), Assert.Null);

        Assert.Equal(2, group.Commits.Count);
        Assert.Equal(Names, await group.PeopleAsync());
        Assert.All(Names, n => Assert.Equal(1, group.RunsOf(n)));
        await group.AssertRecordedAsync(Names);
    }

    [Theory, OnEachEngine]
    public async Task Commands_without_statements_of_their_own_share_one_as_well(Engine engine)
    {
        await using var group = await GroupCase.CreateAsync(engine);

        await group.TogetherAsync([.. Names.Select<string, Func<Task>>(n => () => group.TouchAsync(n))]);

        Assert.Equal(2, group.Commits.Count);
        await group.AssertRecordedAsync(Names);
    }

    [Theory, OnEachEngine]
    public async Task Nobody_hears_of_it_before_it_is_durable(Engine engine)
    {
        await using var group = await GroupCase.CreateAsync(engine);
        var commands = new List<Task>();
        var early = new List<int>();
        await using var people = group.Portal.Get<ChangeFeed>().Follow(Topic.People, TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var told = people.MoveNextAsync().AsTask();
        group.Commits.Committing = () =>
        {
            Thread.Sleep(50);
            early.Add(commands.Count(c => c.IsCompleted) + (told.IsCompleted ? 1 : 0));
        };

        await group.TogetherAsync([.. Names.Select<string, Func<Task>>(n => () =>
        {
            var command = group.RunAsync(n, (scope, _) =>
            {
                scope.Announce(Topic.People);
                return GroupCase.AddTo(scope, n);
            });
            commands.Add(command);
            return command;
        })]);

        Assert.Equal([0, 0], early);
        Assert.True(await told.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken));
    }

    [Theory, OnEachEngine]
    public async Task What_a_group_changed_is_announced_once(Engine engine)
    {
        await using var group = await GroupCase.CreateAsync(engine);
        await group.Portal.Get<CommandsElsewhere>().LookAsync(default);
        await group.TogetherAsync([.. Names.Select<string, Func<Task>>(n => () => group.AddAsync(n))]);
        await using var audit = group.Portal.Get<ChangeFeed>().Follow(Topic.Audit, TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var told = audit.MoveNextAsync().AsTask();

        await group.Portal.Get<CommandsElsewhere>().LookAsync(default);

        Assert.False(told.IsCompleted);
        await group.AddAsync("Later");
        Assert.True(await told);
    }

    [Theory, OnEachEngine]
    public async Task One_that_throws_takes_only_its_own_changes_back(Engine engine)
    {
        await using var group = await GroupCase.CreateAsync(engine);

        var outcomes = await group.OutcomesAsync(
            () => group.AddAsync(Names[0]),
            () => group.RunAsync("guilty", async (scope, token) =>
            {
                await GroupCase.AddTo(scope, "guilty");
                await scope.Db.SaveChangesAsync(token);
                throw new InvalidDataException("no");
            }),
            () => group.AddAsync(Names[1]));

        Assert.Equal([null, typeof(InvalidDataException), null], outcomes.Select(o => o?.GetType()));
        Assert.Equal(Names[..2], await group.PeopleAsync());
        await group.AssertRecordedAsync(Names[..2]);
    }

    [Theory, OnEachEngine]
    public async Task One_whose_statement_fails_gets_its_own_exception_and_the_others_go_on(Engine engine)
    {
        await using var group = await GroupCase.CreateAsync(engine);

        var outcomes = await group.OutcomesAsync(
            () => group.AddAsync(Names[0]),
            () => group.RunAsync("guilty", async (scope, token) =>
            {
                await GroupCase.AddTo(scope, "guilty");
                await scope.Db.SaveChangesAsync(token);
                await scope.Db.Database.ExecuteSqlRawAsync("INSERT INTO nowhere VALUES (1)", token);
            }),
            () => group.AddAsync(Names[1]));

        Assert.Null(outcomes[0]);
        Assert.IsType<System.Data.Common.DbException>(outcomes[1], exactMatch: false);
        Assert.Null(outcomes[2]);
        Assert.Equal(Names[..2], await group.PeopleAsync());
        await group.AssertRecordedAsync(Names[..2]);
    }

    [Theory, OnEachEngine]
    public async Task One_that_changes_without_an_entry_or_records_nothing_keeps_nothing(Engine engine)
    {
        await using var group = await GroupCase.CreateAsync(engine);
        await group.AddAsync(Names[0]);

        var outcomes = await group.OutcomesAsync(
            () => group.AddAsync(Names[1]),
            () => group.RunAsync("silent", (scope, _) =>
            {
                scope.Db.People.Add(A.Person("silent"));
                return Task.CompletedTask;
            }),
            () => group.RunAsync("waiting", (scope, token) => scope.Db.People.ExecuteUpdateAsync(s => s.SetProperty(p => p.Name, "changed"), token)),
            () => group.AddAsync(Names[2]));

        Assert.Equal([null, typeof(InvalidOperationException), null, null], outcomes.Select(o => o?.GetType()));
        Assert.Equal(Names[..3], await group.PeopleAsync());
        await group.AssertRecordedAsync(Names[..3]);
    }

    [Theory, OnEachEngine]
    public async Task A_refusal_for_lack_of_a_right_is_recorded_among_others(Engine engine)
    {
        await using var group = await GroupCase.CreateAsync(engine);
        var nobody = new Caller { Kind = CallerKind.Token, Id = "no such token", Name = "Nobody" };

        var outcomes = await group.OutcomesAsync(() => group.AddAsync(Names[0]), () => group.AddAsync("refused", nobody), () => group.AddAsync(Names[1]));

        Assert.Equal([null, typeof(AccessDeniedException), null], outcomes.Select(o => o?.GetType()));
        Assert.Equal(Names[..2], await group.PeopleAsync());
        await using var db = await group.Portal.OpenAsync();
        Assert.Equal("Nobody", (await db.Set<AuditEntry>().SingleAsync(e => e.Outcome == AuditOutcome.Refused)).ActorName);
    }

    [Theory, OnEachEngine]
    public async Task A_repeat_of_the_same_key_in_one_group_has_no_second_effect(Engine engine)
    {
        await using var group = await GroupCase.CreateAsync(engine);
        var by = GroupCase.By with { Idempotency = Key };
        var answers = new List<string>();

        var outcomes = await group.OutcomesAsync(
            async () => answers.Add(await group.AddAsync(Names[0], by)),
            async () => answers.Add(await group.AddAsync(Names[1], by)),
            () => group.AddAsync("another", GroupCase.By with { Idempotency = Key with { RequestHash = "another" } }),
            () => group.AddAsync(Names[2]));

        Assert.Equal([null, null, typeof(IdempotencyConflictException), null], outcomes.Select(o => o?.GetType()));
        Assert.Equal([Names[0], Names[0]], answers);
        Assert.Equal([Names[0], Names[2]], await group.PeopleAsync());
        await group.AssertRecordedAsync(Names[0], Names[2]);
    }

    [Theory, OnEachEngine]
    public async Task Who_gives_up_while_waiting_has_no_effect(Engine engine)
    {
        await using var group = await GroupCase.CreateAsync(engine);
        using var giving = new CancellationTokenSource();

        var outcomes = await group.OutcomesAsync(
            () => group.AddAsync(Names[0]),
            () =>
            {
                var command = group.AddAsync("given up", cancellationToken: giving.Token);
                giving.Cancel();
                return command;
            },
            () => group.AddAsync(Names[1]));

        Assert.Null(outcomes[0]);
        Assert.IsType<OperationCanceledException>(outcomes[1], exactMatch: false);
        Assert.Null(outcomes[2]);
        Assert.Equal(0, group.RunsOf("given up"));
        Assert.Equal(Names[..2], await group.PeopleAsync());
    }

    [Theory, OnEachEngine]
    public async Task Who_gives_up_in_the_middle_harms_nobody_else(Engine engine)
    {
        await using var group = await GroupCase.CreateAsync(engine);
        using var giving = new CancellationTokenSource();
        using var slow = new CancellationTokenSource();

        var outcomes = await group.OutcomesAsync(
            () => group.AddAsync(Names[0]),
            () => group.RunAsync(
                "given up",
                async (scope, token) =>
                {
                    await GroupCase.AddTo(scope, "given up");
                    await scope.Db.SaveChangesAsync(token);
                    await giving.CancelAsync();
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
                },
                cancellationToken: giving.Token),
            () => group.RunAsync(
                "slow statement",
                async (scope, token) =>
                {
                    await GroupCase.AddTo(scope, "slow statement");
                    await scope.Db.SaveChangesAsync(token);
                    slow.CancelAfter(TimeSpan.FromMilliseconds(20));
                    await scope.Db.Database.ExecuteSqlRawAsync(engine == Engine.Postgres ? "SELECT pg_sleep(20)" : "SELECT 1", token);
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
                },
                cancellationToken: slow.Token),
            () => group.AddAsync(Names[1]));

        Assert.Null(outcomes[0]);
        Assert.IsType<OperationCanceledException>(outcomes[1], exactMatch: false);
        Assert.IsType<OperationCanceledException>(outcomes[2], exactMatch: false);
        Assert.Null(outcomes[3]);
        Assert.Equal(Names[..2], await group.PeopleAsync());
        await group.AssertRecordedAsync(Names[..2]);
    }

    [Theory, OnEachEngine]
    public async Task A_group_is_bounded_in_number(Engine engine)
    {
        await using var group = await GroupCase.CreateAsync(engine);
        var names = Enumerable.Range(0, 200).Select(i => $"Many {i:000}").ToList();

        await group.TogetherAsync([.. names.Select<string, Func<Task>>(n => () => group.TouchAsync(n))]);

        Assert.Equal(5, group.Commits.Count);
        await group.AssertRecordedAsync(names);
    }

    [Theory, OnEachEngine]
    public async Task A_group_is_bounded_in_time(Engine engine)
    {
        await using var group = await GroupCase.CreateAsync(engine, isPatient: false);

        await group.TogetherAsync([.. Names.Select<string, Func<Task>>(n => () => group.RunAsync(n, async (scope, token) =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(60), TimeProvider.System, token);
            await GroupCase.AddTo(scope, n);
        }))]);

        Assert.InRange(group.Commits.Count, 6, 11);
        await group.AssertRecordedAsync(Names);
    }
}
