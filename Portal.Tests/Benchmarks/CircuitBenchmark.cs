using System.Diagnostics;
using System.Net;

namespace Portal.Tests.Benchmarks;

/// <summary>Resident memory of the server for each open page.</summary>
internal static class CircuitBenchmark
{
    private const int Runs = 3;

    // What only the first pages cost (code compiled for them, pools, the heap's first growth) is not theirs; and what the runtime puts by for the
    // garbage of opening pages, which comes and goes by some tens of megabytes, must be little beside what they keep.
    private const int Earlier = 500;
    private const int Circuits = 2000;

    /// <summary>Measures the dashboard and the list of identities over the demo organization.</summary>
    public static async Task RunAsync(BenchmarkReport report)
    {
        await MeasureAsync(report, "/", "dashboard", "≤ 300");
        await MeasureAsync(report, "/identities", "list of identities", "≤ 550");
    }

    private static async Task MeasureAsync(BenchmarkReport report, string path, string name, string aim)
    {
        List<double> memory = [];
        List<double> opening = [];
        for (var run = 0; run < Runs; run++)
        {
            // A process for each run: memory that an earlier run gave back to the runtime would hide in the next.
            await using var place = await Workplace.CreateAsync();
            var portal = await place.ServeAsync(isDemo: true);
            var cookies = await portal.SignInAsync("engineer");
            var earlier = await OpenAsync(portal.Address, path, cookies, Earlier);

            await portal.CollectGarbageAsync();
            var before = portal.ResidentBytes;
            var watch = Stopwatch.StartNew();
            var open = await OpenAsync(portal.Address, path, cookies, Circuits);
            opening.Add(Circuits / watch.Elapsed.TotalSeconds);
            await portal.CollectGarbageAsync();
            memory.Add((portal.ResidentBytes - before) / 1024.0 / Circuits);
            await CloseAsync([.. earlier, .. open]);
        }
        report.Add($"resident memory an open page, {name} ({Circuits} beside {Earlier})", "KB", aim, memory);
        report.Add($"pages opened, {name}", "1/s", aim: null, opening);
    }

    /// <summary>Opens pages, eight at a time.</summary>
    internal static async Task<List<Circuit>> OpenAsync(Uri address, string path, CookieContainer cookies, int count)
    {
        List<Circuit> open = [];
        foreach (var some in Enumerable.Range(0, count).Chunk(8))
        {
            open.AddRange(await Task.WhenAll(some.Select(_ => Circuit.OpenAsync(address, path, cookies))));
        }
        return open;
    }

    /// <summary>Closes pages.</summary>
    internal static async Task CloseAsync(List<Circuit> open)
    {
        foreach (var circuit in open)
        {
            await circuit.DisposeAsync();
        }
    }
}
