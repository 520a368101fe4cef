using System.Diagnostics;

namespace Portal.Tests.Benchmarks;

/// <summary>From starting the process to being ready for requests.</summary>
internal static class StartBenchmark
{
    private const int Runs = 5;

    /// <summary>Measures an empty portal, the demo's first start with all its imports, and its later ones.</summary>
    public static async Task RunAsync(BenchmarkReport report)
    {
        await using var empty = await Workplace.CreateAsync();
        report.Add("start, migrated database", "s", "< 3", await StartAsync(empty, isDemo: false));

        List<double> first = [];
        for (var run = 0; run < 3; run++)
        {
            await using var fresh = await Workplace.CreateAsync();
            first.AddRange(await StartAsync(fresh, isDemo: true, runs: 1));
        }
        report.Add("first start, loading the demo organization", "s", aim: null, first);

        await using var demo = await Workplace.CreateAsync();
        await StartAsync(demo, isDemo: true, runs: 1);
        report.Add("start, demo organization there", "s", "< 3", await StartAsync(demo, isDemo: true));
    }

    private static async Task<List<double>> StartAsync(Workplace place, bool isDemo, int runs = Runs)
    {
        List<double> seconds = [];
        for (var run = 0; run < runs; run++)
        {
            var watch = Stopwatch.StartNew();
            await place.ServeAsync(isDemo);
            seconds.Add(watch.Elapsed.TotalSeconds);
            await place.StopAsync();
        }
        return seconds;
    }
}
