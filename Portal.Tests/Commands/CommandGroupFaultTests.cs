using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Portal.Tests.Support;

namespace Portal.Tests.Commands;

/// <summary>What goes wrong for a group as a whole fails only the command that is to blame, and doubles nothing.</summary>
public sealed class CommandGroupFaultTests
{
    private static readonly string[] Names = [.. Enumerable.Range(10, 10).Select(i => $"Person {i}")];

    [Theory, OnEachEngine]
    public async Task Only_the_command_whose_entry_cannot_be_written_fails(Engine engine)
    {
        await using var group = await GroupCase.CreateAsync(engine);
        await group.ExecuteAsync(engine == Engine.Sqlite
            ? "CREATE TRIGGER refuse_one BEFORE INSERT ON audit_entries WHEN NEW.\"SubjectName\" = 'guilty' BEGIN SELECT RAISE(ABORT, 'not this one'); END"
            : "CREATE FUNCTION refuse_one() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not this one'; END $$; "
                + "CREATE TRIGGER refuse_one BEFORE INSERT ON audit_entries FOR EACH ROW WHEN (NEW.\"SubjectName\" = 'guilty') EXECUTE FUNCTION refuse_one()");

        var outcomes = await group.OutcomesAsync([.. Names.Append("guilty").Select<string, Func<Task>>(n => () => group.AddAsync(n))]);

        Assert.All(outcomes.SkipLast(1), Assert.Null);
        Assert.IsType<DbUpdateException>(outcomes[^1]);
        Assert.Equal(Names, await group.PeopleAsync());
        await group.AssertRecordedAsync(Names);
    }

    [Theory, OnEachEngine]
    public async Task Without_a_record_nothing_of_a_group_happens_until_it_is_there_again(Engine engine)
    {
        await using var group = await GroupCase.CreateAsync(engine);
        await group.AddAsync("before");
        var gate = new TaskCompletionSource();
        var first = group.RunAsync("first", async (scope, _) =>
        {
            await gate.Task;
            scope.Record("thing.touch", new("thing", "first", "first"));
        });
        // On SQLite the first holds the one writer's place, so the record goes away before.
        if (engine == Engine.Sqlite)
        {
            gate.SetResult();
            await first;
        }
        await group.ExecuteAsync("ALTER TABLE audit_entries RENAME TO audit_entries_away");
        gate.TrySetResult();

        var all = Names.Select(n => group.AddAsync(n)).ToList();
        foreach (var command in all)
        {
            await Assert.ThrowsAsync<DbUpdateException>(() => command);
        }

        Assert.Equal(["before"], await group.PeopleAsync());
        await group.ExecuteAsync("ALTER TABLE audit_entries_away RENAME TO audit_entries");
        await Task.WhenAll(Names.Select(n => group.AddAsync(n)));
        Assert.Equal(["before", .. Names], (await group.PeopleAsync()).OrderByDescending(n => n == "before"));
    }

    [Theory, OnEachEngine]
    public async Task A_commit_that_fails_is_made_up_for_by_running_each_command_by_itself(Engine engine)
    {
        await using var group = await GroupCase.CreateAsync(engine);
        var commits = 0;
        group.Commits.Committing = () =>
        {
            if (Interlocked.Increment(ref commits) == 2)
            {
                throw new IOException("The disk is full.");
            }
        };

        Assert.All(await group.OutcomesAsync([.. Names.Select<string, Func<Task>>(n => () => group.AddAsync(n))]), Assert.Null);

        Assert.Equal(1 + Names.Length, group.Commits.Count);
        Assert.All(Names, n => Assert.Equal(2, group.RunsOf(n)));
        Assert.Equal(Names, await group.PeopleAsync());
        await group.AssertRecordedAsync(Names);
    }

    [Theory, OnEachEngine]
    public async Task A_commit_that_looks_failed_and_is_durable_doubles_nothing(Engine engine)
    {
        await using var group = await GroupCase.CreateAsync(engine);
        group.Commits.Committed = () =>
        {
            if (group.Commits.Count == 2)
            {
                throw new TimeoutException("The connection was lost.");
            }
        };

        Assert.All(await group.OutcomesAsync([.. Names.Select<string, Func<Task>>(n => () => group.AddAsync(n))]), Assert.Null);

        Assert.All(Names, n => Assert.Equal(1, group.RunsOf(n)));
        Assert.Equal(Names, await group.PeopleAsync());
        await group.AssertRecordedAsync(Names);
    }

    [Theory, OnEachEngine]
    public async Task A_commit_of_which_nothing_can_be_learned_is_told_as_failed_and_not_repeated(Engine engine)
    {
        await using var group = await GroupCase.CreateAsync(engine);
        group.Commits.Committed = () =>
        {
            if (group.Commits.Count == 2)
            {
                group.Commits.Beginning = () => throw new TimeoutException("The server cannot be reached.");
                throw new TimeoutException("The connection was lost.");
            }
        };

        var outcomes = await group.OutcomesAsync([.. Names.Select<string, Func<Task>>(n => () => group.AddAsync(n))]);

        Assert.All(outcomes, o => Assert.Equal("The connection was lost.", Assert.IsType<TimeoutException>(o).Message));
        Assert.All(Names, n => Assert.Equal(1, group.RunsOf(n)));
        group.Commits.Beginning = () => { };
        Assert.Equal(Names, await group.PeopleAsync());
    }

    [Theory, OnEachEngine]
    public async Task A_group_that_cannot_begin_leaves_each_to_itself(Engine engine)
    {
        await using var group = await GroupCase.CreateAsync(engine);
        var begins = 0;
        group.Commits.Beginning = () =>
        {
            if (Interlocked.Increment(ref begins) == 2)
            {
                throw new TimeoutException("No connection is free.");
            }
        };

        Assert.All(await group.OutcomesAsync([.. Names.Select<string, Func<Task>>(n => () => group.AddAsync(n))]), Assert.Null);

        Assert.Equal(Names, await group.PeopleAsync());
        await group.AssertRecordedAsync(Names);
    }

    // SQLite has no connection that could break.
    [Theory]
    [InlineData(Engine.Postgres)]
    public async Task A_connection_that_breaks_in_the_middle_fails_only_who_broke_it(Engine engine)
    {
        await using var group = await GroupCase.CreateAsync(engine);

        var outcomes = await group.OutcomesAsync([
            .. Names[..5].Select<string, Func<Task>>(n => () => group.AddAsync(n)),
            () => group.RunAsync("guilty", async (scope, token) =>
            {
                await GroupCase.AddTo(scope, "guilty");
                await scope.Db.Database.ExecuteSqlRawAsync("SELECT pg_terminate_backend(pg_backend_pid())", token);
            }),
            .. Names[5..].Select<string, Func<Task>>(n => () => group.AddAsync(n))]);

        Assert.IsType<DbException>(outcomes[5], exactMatch: false);
        Assert.All(outcomes.Where((_, i) => i != 5), Assert.Null);
        Assert.Equal(Names, await group.PeopleAsync());
        await group.AssertRecordedAsync(Names);
    }
}
