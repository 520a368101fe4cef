using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Audit.Chain;
using Portal.Data.Audit.Checkpoints;
using Portal.Data.Audit.Verification;
using Portal.Data.Commands;
using Portal.Data.Inventory;
using Portal.Data.Inventory.Curation;
using Portal.Data.Storage;
using Portal.Tests.Support;

namespace Portal.Tests.Benchmarks;

/// <summary>What it costs that every command writes an entry into one chain.</summary>
internal static class AuditBenchmark
{
    private const int WarmUp = 400;
    private const int Commands = 4_000;
    private const int Agents = 500;
    private const int Verified = 1_000_000;
    private static readonly Caller By = Caller.System("bench");

    private delegate Task<int> Runner(CommandRunner commands, Func<CommandScope, CancellationToken, Task<int>> work, CancellationToken cancellationToken);

    /// <summary>Measures on each engine.</summary>
    public static async Task RunAsync(BenchmarkReport report)
    {
        foreach (var engine in Enum.GetValues<Engine>())
        {
            await RunAsync(report, engine);
        }
        foreach (var engine in Enum.GetValues<Engine>())
        {
            await VerifyAsync(report, engine);
        }
    }

    private static async Task RunAsync(BenchmarkReport report, Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var agents = Enumerable.Range(0, Agents).Select(i => An.Agent($"Agent {i}")).ToList();
        await data.StoreAsync([.. agents]);
        var aim = engine == Engine.Sqlite ? "≥ 2,000" : "≥ 5,000";
        await CompareAsync(report, data, $"audited commands ({engine})", aim, (scope, i, _) => Task.FromResult(Record(scope, i)));
        await CompareAsync(report, data, $"changes of an agent ({engine})", aim: null, (scope, i, token) => ChangeAsync(scope, agents[i % Agents].Id, i, token));

        var person = await data.AsAsync(Role.SecurityEngineer);
        foreach (var atOnce in (int[])[16, 64])
        {
            await MeasureAsync(WarmUp, atOnce, UpdateAsync);
            report.Add($"agent.update by a person, grouped, {atOnce} at once ({engine})", "/s", aim: null, await MeasureAsync(Commands, atOnce, UpdateAsync));
        }
        report.Add($"entries of one command, one commit for {Commands:N0} ({engine})", "/s", aim: null, await RunAsOneAsync(data));

        Task UpdateAsync(int i, CancellationToken cancellationToken) =>
            data.Get<UpdateAgent>().RunAsync(agents[i % Agents].Id, new AgentPatch { Purpose = $"Purpose {Guid.CreateVersion7()}" }, person, cancellationToken);
    }

    /// <summary>The same commands with a commit each and in groups, in one run.</summary>
    private static async Task CompareAsync(
        BenchmarkReport report, TestPortalData data, string what, string? aim, Func<CommandScope, int, CancellationToken, Task<int>> work)
    {
        var commands = data.Get<CommandRunner>();
        Runner alone = (runner, task, token) => runner.RunAsync("thing.touch", By, Right.ManagePeople, task, token);
        Runner grouped = (runner, task, token) => runner.RunShortAsync("thing.touch", By, Right.ManagePeople, task, token);
        await MeasureAsync(WarmUp, 16, (i, token) => RunAsync(alone, i, token));
        await MeasureAsync(WarmUp, 16, (i, token) => RunAsync(grouped, i, token));
        report.Add($"{what}, one after the other", "/s", aim: null, await MeasureAsync(Commands, 1, (i, token) => RunAsync(grouped, i, token)));
        foreach (var atOnce in (int[])[16, 64])
        {
            var (each, shared) = (new List<double>(), new List<double>());
            for (var run = 0; run < 3; run++)
            {
                each.Add(await MeasureAsync(Commands, atOnce, (i, token) => RunAsync(alone, i, token)));
                shared.Add(await MeasureAsync(Commands, atOnce, (i, token) => RunAsync(grouped, i, token)));
            }
            report.Add($"{what}, one commit each, {atOnce} at once", "/s", aim: null, each);
            report.Add($"{what}, grouped, {atOnce} at once", "/s", aim, shared);
            report.Add($"{what}, ratio, {atOnce} at once", "×", aim: null, [.. shared.Zip(each, (a, b) => a / b)]);
        }

        Task<int> RunAsync(Runner run, int i, CancellationToken cancellationToken) => run(commands, (scope, token) => work(scope, i, token), cancellationToken);
    }

    private static async Task VerifyAsync(BenchmarkReport report, Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        await FillAsync(data);
        var signing = Stopwatch.GetTimestamp();
        var size = await data.Get<WriteCheckpoints>().RunAsync(CancellationToken.None);
        report.Add($"entries signed ({engine})", "/s", aim: null, size / Stopwatch.GetElapsedTime(signing).TotalSeconds);
        var start = Stopwatch.GetTimestamp();
        var result = await data.Get<VerifyRecord>().RunAsync([], checkpointFile: null, By, CancellationToken.None);
        report.Add($"entries verified, of {Verified:N0} ({engine})", "/s", "≥ 200,000", result.Entries / Stopwatch.GetElapsedTime(start).TotalSeconds);
        Require(result);
        report.Add($"verification of {Verified:N0} entries, all ({engine})", "s", "≤ 60", Stopwatch.GetElapsedTime(start).TotalSeconds);

        await VerifyAsVerbAsync(report, engine, data.Get<DatabaseOptions>(), data.Get<AuditOptions>());

        // Since a checkpoint of the same day: some thousand entries.
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.CreateVersion7()}.checkpoints");
        File.Copy(data.Get<AuditOptions>().CheckpointFile!, file);
        await RunAsOneAsync(data);
        await data.Get<WriteCheckpoints>().RunAsync(CancellationToken.None);
        start = Stopwatch.GetTimestamp();
        var since = await data.Get<VerifyRecord>().RunSinceAsync([], file, By, CancellationToken.None);
        report.Add($"the same, since a checkpoint {Commands:N0} entries ago ({engine})", "s", "≤ 2", Stopwatch.GetElapsedTime(start).TotalSeconds);
        File.Delete(file);
        Require(since);
    }

    private static async Task VerifyAsVerbAsync(BenchmarkReport report, Engine engine, DatabaseOptions database, AuditOptions audit)
    {
        var program = await PublishedPortal.GetAsync();
        var directory = Directory.CreateTempSubdirectory("governance-bench-verify-").FullName;
        KeyValuePair<string, string>[] environment =
        [
            new("Database__Provider", database.Provider.ToString()), new("ConnectionStrings__Governance", database.ConnectionString), new("Audit__KeyFile", audit.KeyFile),
        ];
        var runs = new List<PortalVerbResult>();
        for (var i = 0; i < 3; i++)
        {
            var run = await PortalProcess.RunAsync(program, directory, environment, ["audit", "verify"]);
            runs.Add(run.ExitCode == 0 ? run : throw new InvalidOperationException(run.Error));
        }
        report.Add($"the same as the verb 'audit verify', with its start ({engine})", "s", "≤ 60", [.. runs.Select(run => run.Took.TotalSeconds)]);
        report.Add($"its peak resident memory ({engine})", "MB", "≤ 300", [.. runs.Select(run => run.PeakBytes / 1_000_000.0)]);
        Directory.Delete(directory, recursive: true);
    }

    private static void Require(VerificationResult result)
    {
        if (!result.IsWhole)
        {
            throw new InvalidOperationException(result.Findings[0].ToString());
        }
    }

    private static async Task FillAsync(TestPortalData data)
    {
        await using var db = await data.OpenAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var bytes = new EntryBytes();
        var head = new byte[MerkleHash.Length];
        await db.BulkInsertAsync(Enumerable.Range(1, Verified).Select(i => Next(i)), skipExisting: false, CancellationToken.None);
        await db.AuditHeads.ExecuteUpdateAsync(s => s.SetProperty(h => h.Size, Verified).SetProperty(h => h.Hash, head));
        await transaction.CommitAsync();

        AuditEntry Next(int i)
        {
            var entry = A.Entry(subjectId: $"{i}", before: """{"state":"pending"}""", after: """{"state":"attested","reviewer":"bench"}""");
            entry.Chain(i, head, bytes);
            head = entry.Hash;
            return entry;
        }
    }

    private static async Task<double> MeasureAsync(int count, int atOnce, Func<int, CancellationToken, Task> run)
    {
        var start = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (i, token) => await run(i, token));
        return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<int> ChangeAsync(CommandScope scope, AgentId id, int i, CancellationToken cancellationToken)
    {
        var agent = await scope.Db.Agents.SingleAsync(a => a.Id == id, cancellationToken);
        agent.Purpose = $"Purpose {i} {Guid.CreateVersion7()}";
        agent.Version++;
        return Record(scope, i);
    }

    private static async Task<double> RunAsOneAsync(TestPortalData data)
    {
        var start = Stopwatch.GetTimestamp();
        await data.Get<CommandRunner>().RunAsync(
            "thing.touch",
            By,
            Right.ManagePeople,
            (scope, _) => Task.FromResult(Enumerable.Range(0, Commands).Sum(i => Record(scope, i))),
            CancellationToken.None);
        return Commands / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static int Record(CommandScope scope, int i)
    {
        scope.Record("thing.touch", new AuditSubject("thing", $"{i}", $"Thing {i}"), new { State = "pending" }, new { State = "attested", Reviewer = By.Id });
        return 1;
    }
}
