using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Tests.Support;

namespace Portal.Tests.Benchmarks;

/// <summary>A page of the list of identities at 100,000 of them.</summary>
internal static class ListBenchmark
{
    private const int Identities = 100_000;
    private const int Far = 1_000;
    private const int Times = 200;
    private static readonly Caller By = Caller.System("bench");

    /// <summary>Measures on each engine that is there.</summary>
    public static async Task RunAsync(BenchmarkReport report)
    {
        foreach (var engine in Enum.GetValues<Engine>())
        {
            await using var data = await TestPortalData.CreateAsync(engine);
            await FillAsync(data);
            var far = await CursorAsync(data);
            report.Add($"list page at {Identities:N0} identities, first, p50 ({engine})", "ms", "< 50", await TimeAsync(data, after: null, 0.5));
            report.Add($"list page at {Identities:N0} identities, first, p99 ({engine})", "ms", aim: null, await TimeAsync(data, after: null, 0.99));
            report.Add($"list page at {Identities:N0} identities, {Far:N0}th, p50 ({engine})", "ms", "< 50", await TimeAsync(data, far, 0.5));
            report.Add($"list page at {Identities:N0} identities, {Far:N0}th, p99 ({engine})", "ms", aim: null, await TimeAsync(data, far, 0.99));
        }
    }

    private static async Task FillAsync(TestPortalData data)
    {
        var source = A.Source();
        await data.StoreAsync(source);
        await using var db = await data.OpenAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.BulkInsertAsync(
            Enumerable.Range(0, Identities).Select(i => An.Identity(source, $"role-{i:D6}", confidence: i % 10 == 0 ? 60 : 0)), skipExisting: false, CancellationToken.None);
        await transaction.CommitAsync();
        // What PostgreSQL does by itself within a minute of such a change.
        await db.Database.ExecuteSqlRawAsync("ANALYZE");
    }

    private static async Task<string> CursorAsync(TestPortalData data)
    {
        string? after = null;
        for (var page = 1; page < Far; page++)
        {
            after = (await ListAsync(data, after)).Next;
        }
        return after ?? throw new InvalidOperationException($"There are fewer than {Far} pages.");
    }

    private static async Task<double> TimeAsync(TestPortalData data, string? after, double share)
    {
        List<double> times = [];
        for (var i = 0; i < Times; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await ListAsync(data, after);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        return BenchmarkReport.Percentile(times, share);
    }

    private static Task<Page<IdentityRow>> ListAsync(TestPortalData data, string? after) =>
        data.Get<IdentityQueries>().ListAsync(new IdentityFilter(), new PageRequest(after, 50), By, CancellationToken.None);
}
