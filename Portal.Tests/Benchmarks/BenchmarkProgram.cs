namespace Portal.Tests.Benchmarks;

/// <summary><c>dotnet run -c Release --project Portal.Tests -- bench [part…]</c>: runs the named parts, or all, and prints one table.</summary>
internal static class BenchmarkProgram
{
    private const int WrongUsage = 2;

    private static readonly Benchmark[] All =
    [
        new("start", "from starting the process to being ready", StartBenchmark.RunAsync),
        new("list", "a page of a list at 100,000 identities", ListBenchmark.RunAsync),
        new("read-export", "reading an AWS account export, without storage", ReadingBenchmarks.ReadExportAsync),
        new("read-events", "reading CloudTrail events, without storage", ReadingBenchmarks.ReadEventsAsync),
        new("effective", "all actions of one identity with eight AWS managed policies", EffectiveBenchmark.RunAsync),
        new("points", "single decisions over 20,000 random cases", PointsBenchmark.RunAsync),
        new("peer", "the same beside another simulator, which is installed for it (needs Node.js)", PeerBenchmark.RunAsync),
        new("simulate", "case lines a second", SimulateBenchmark.RunAsync),
        new("hostile", "what a question about a hostile policy costs at most", HostileBenchmark.RunAsync),
        new("organization", "who can do something, asked of 100,000 roles", OrganizationBenchmark.RunAsync),
        new("summaries", "what is stored of the permissions of 100,000 roles", OrganizationBenchmark.SummarizeAsync),
        new("reviews", "a campaign over 100,000 entitlements, from preview to answers", ReviewBenchmark.RunAsync),
        new("audit", "commands a second, each with its entry in the chain", AuditBenchmark.RunAsync),
        new("import", "importing an AWS account export of 200 MB", ImportBenchmark.RunAsync),
        new("events", "events accepted per second", EventsBenchmark.RunAsync),
        new("flood", "ten million events, and a million that come again", FloodBenchmark.RunAsync, OnlyNamed: true),
        new("storing", "events read and stored, beside bare inserts of the same rows", StoringBenchmark.RunAsync),
        new("live", "from a posted event to the change in 200 open pages", LiveBenchmark.RunAsync),
        new("timeline", "the timeline of an identity with a million changes", TimelineBenchmark.RunAsync),
        new("circuits", "resident memory of an open page", CircuitBenchmark.RunAsync),
    ];

    /// <summary>Runs the parts.</summary>
    /// <param name="parts">Their names; none means all.</param>
    public static async Task<int> RunAsync(string[] parts)
    {
        if (parts.Except(All.Select(b => b.Name), StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            await Console.Error.WriteLineAsync($"There is no part '{unknown}'. Parts:");
            foreach (var benchmark in All)
            {
                await Console.Error.WriteLineAsync($"  {benchmark.Name,-12} {benchmark.Measures}");
            }
            return WrongUsage;
        }
        var report = new BenchmarkReport();
        foreach (var benchmark in All.Where(b => parts.Length == 0 ? !b.OnlyNamed : parts.Contains(b.Name, StringComparer.Ordinal)))
        {
            await Console.Error.WriteLineAsync($"{benchmark.Name}: {benchmark.Measures}");
            await benchmark.RunAsync(report);
        }
        report.Print(Console.Out);
        return 0;
    }
}
