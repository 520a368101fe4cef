using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Audit.Checkpoints;
using Portal.Data.Audit.Verification;
using Portal.Data.Commands;
using Portal.Data.People;
using Portal.Tests.Support;

namespace Portal.Tests.Commands;

/// <summary>A portal in which a test makes commands share a commit: while one is under way, the others wait for it, and then run as one group.</summary>
internal sealed class GroupCase : IAsyncDisposable
{
    /// <summary>Who acts.</summary>
    public static readonly Caller By = Caller.System("tests");

    private readonly ConcurrentBag<string> _runs = [];

    private GroupCase(TestPortalData portal, CommitWatch commits)
    {
        Portal = portal;
        Commits = commits;
    }

    /// <summary>The portal.</summary>
    public TestPortalData Portal { get; }

    /// <summary>Its commits.</summary>
    public CommitWatch Commits { get; }

    /// <summary>Makes one.</summary>
    /// <param name="engine">On which engine.</param>
    /// <param name="isPatient">Whether all that waits runs as one group, however slow the machine is.</param>
    public static async Task<GroupCase> CreateAsync(Engine engine, bool isPatient = true)
    {
        var commits = new CommitWatch();
        var portal = await TestPortalData.CreateAsync(engine, commits.Configure);
        if (isPatient)
        {
            portal.Get<CommandGroups>().Patience = TimeSpan.FromMinutes(2);
        }
        return new(portal, commits);
    }

    /// <summary>Starts commands so that they are in one group, and waits until each has ended somehow.</summary>
    /// <param name="commands">Each begins to wait for its turn before it first awaits something.</param>
    public async Task TogetherAsync(params IReadOnlyList<Func<Task>> commands)
    {
        var gate = new TaskCompletionSource();
        var first = RunAsync("first", async (scope, _) =>
        {
            await gate.Task;
            scope.Record("thing.touch", new("thing", "first", "first"));
        });
        var waiting = commands.Select(command => command()).ToList();
        gate.SetResult();
        await first;
        await Task.WhenAll(waiting.Select(w => w.ContinueWith(_ => { }, TestContext.Current.CancellationToken, TaskContinuationOptions.None, TaskScheduler.Default)))
            .WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, TestContext.Current.CancellationToken);
    }

    /// <summary>The same, with what came of each.</summary>
    public async Task<IReadOnlyList<Exception?>> OutcomesAsync(params IReadOnlyList<Func<Task>> commands)
    {
        var tasks = new List<Task>();
        await TogetherAsync([.. commands.Select<Func<Task>, Func<Task>>(command => () =>
        {
            var task = command();
            tasks.Add(task);
            return task;
        })]);
        return tasks.ConvertAll(t => t.IsCanceled ? new TaskCanceledException() : t.Exception?.InnerException);
    }

    /// <summary>Runs a short command.</summary>
    public Task<string> RunAsync(string name, Func<CommandScope, CancellationToken, Task> work, Caller? by = null, CancellationToken cancellationToken = default) =>
        RunAsync(Portal, name, work, by, cancellationToken);

    /// <summary>Runs a short command in another portal over the same database.</summary>
    public Task<string> RunAsync(
        TestPortalData portal, string name, Func<CommandScope, CancellationToken, Task> work, Caller? by = null, CancellationToken cancellationToken = default) =>
        portal.Get<CommandRunner>().RunShortAsync(
            "thing.touch",
            by ?? By,
            Right.ManagePeople,
            async (scope, token) =>
            {
                _runs.Add(name);
                await work(scope, token);
                return name;
            },
            cancellationToken);

    /// <summary>Adds a person.</summary>
    public Task<string> AddAsync(string name, Caller? by = null, CancellationToken cancellationToken = default) => RunAsync(name, (scope, _) => AddTo(scope, name), by, cancellationToken);

    /// <summary>Runs a command that records something and has no statement of its own.</summary>
    public Task TouchAsync(string name) => RunAsync(name, (scope, _) =>
    {
        scope.Record("thing.touch", new("thing", name, name));
        return Task.CompletedTask;
    });

    /// <summary>Adds a person, as part of a command.</summary>
    public static Task AddTo(CommandScope scope, string name)
    {
        scope.Db.People.Add(A.Person(name));
        scope.Record("thing.touch", new("thing", name, name));
        return Task.CompletedTask;
    }

    /// <summary>How often the work of a command ran.</summary>
    public int RunsOf(string name) => _runs.Count(r => r == name);

    /// <summary>The people who are there, in order.</summary>
    public async Task<IReadOnlyList<string>> PeopleAsync()
    {
        await using var db = await Portal.OpenAsync();
        return await db.People.Select(p => p.Name).Order().ToListAsync();
    }

    /// <summary>Runs SQL past everything.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var db = await Portal.OpenAsync();
        await db.Database.ExecuteSqlRawAsync(sql);
    }

    /// <summary>Asserts that the record is one chain without a gap, in which each of these subjects, and no other but the first, stands once.</summary>
    public async Task AssertRecordedAsync(params IReadOnlyList<string> subjects)
    {
        await Portal.Get<WriteCheckpoints>().RunAsync(CancellationToken.None);
        var result = await Portal.Get<VerifyRecord>().RunAsync([], checkpointFile: null, By, CancellationToken.None);
        Assert.True(result.IsWhole, string.Join("; ", result.Findings));
        await using var db = await Portal.OpenAsync();
        var recorded = await db.Set<AuditEntry>().Where(e => e.Action == "thing.touch").Select(e => e.SubjectName).ToListAsync();
        Assert.Equal(subjects.Append("first").Order(StringComparer.Ordinal), recorded.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.Equal(recorded.Count, recorded.Distinct(StringComparer.Ordinal).Count() + recorded.Count(r => r == "first") - 1);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Portal.DisposeAsync();
}
