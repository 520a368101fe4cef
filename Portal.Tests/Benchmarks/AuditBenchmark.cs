using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Audit.Chain;
using Portal.Data.Audit.Checkpoints;
using Portal.Data.Audit.Verification;
using Portal.Data.Commands;
using Portal.Tests.Support;

namespace Portal.Tests.Benchmarks;

/// <summary>What it costs that every command writes an entry into one chain.</summary>
internal static class AuditBenchmark
{
    private const int WarmUp = 200;
    private const int Commands = 4_000;
    private const int AtOnce = 16;
    private const int Verified = 500_000;
    private static readonly Caller By = Caller.System("bench");

    /// <summary>Measures on each engine.</summary>
    public static async Task RunAsync(BenchmarkReport report)
    {
        foreach (var engine in Enum.GetValues<Engine>())
        {
            await using var data = await TestPortalData.CreateAsync(engine);
            await RunAsync(data, WarmUp, AtOnce);
            report.Add($"audited commands, one commit each, one after the other ({engine})", "/s", aim: null, await RunAsync(data, Commands, atOnce: 1));
            report.Add($"audited commands, one commit each, {AtOnce} at once ({engine})", "/s", aim: null, await RunAsync(data, Commands, AtOnce));
            report.Add($"entries of one command, one commit for {Commands:N0} ({engine})", "/s", engine == Engine.Sqlite ? "≥ 2,000" : "≥ 5,000", await RunAsOneAsync(data));
        }
        foreach (var engine in Enum.GetValues<Engine>())
        {
            await VerifyAsync(report, engine);
        }
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

    private static async Task<double> RunAsync(TestPortalData data, int count, int atOnce)
    {
        var start = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = atOnce },
            async (i, cancellationToken) => await data.Get<CommandRunner>().RunAsync("thing.touch", By, Right.ManagePeople, (scope, _) => Task.FromResult(Record(scope, i)), cancellationToken));
        return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
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
