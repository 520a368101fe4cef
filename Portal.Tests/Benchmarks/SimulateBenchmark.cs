using System.Diagnostics;
using Portal.Data.Platforms.Aws.Simulation;
using Portal.Tests.Platforms.Aws.Reference;

namespace Portal.Tests.Benchmarks;

/// <summary>What <c>simulate</c> reads a second: cases whose policies are all different, and cases that share theirs as those of one organization do.</summary>
internal static class SimulateBenchmark
{
    private const int Runs = 7;
    private const int Cases = 20_000;
    private const int Shared = 500;

    /// <summary>Measures.</summary>
    public static async Task RunAsync(BenchmarkReport report)
    {
        var file = Path.Combine(Path.GetTempPath(), $"governance-bench-simulate-{Environment.ProcessId}.jsonl");
        try
        {
            await MeasureAsync(report, file, Cases, "case lines whose policies are all different");
            await MeasureAsync(report, file, Shared, $"case lines that share the policies of {Shared:N0} cases");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task MeasureAsync(BenchmarkReport report, string file, int different, string what)
    {
        var lines = RandomCases.First(different, PointsBenchmark.Seed).Select(json => json.ToJsonString()).ToList();
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, Cases).Select(number => lines[number % different]));
        var megabytes = new FileInfo(file).Length / 1e6;
        var rates = new List<double>();
        for (var run = -2; run < Runs; run++)
        {
            var started = Stopwatch.GetTimestamp();
            await using var cases = File.OpenRead(file);
            if (!await new AwsSimulator().SimulateLinesAsync(cases, Stream.Null, CancellationToken.None))
            {
                throw new InvalidOperationException("A case of the benchmark cannot be read.");
            }
            if (run >= 0)
            {
                rates.Add(megabytes / Stopwatch.GetElapsedTime(started).TotalSeconds);
            }
        }
        report.Add($"{what}, {megabytes / Cases * 1_000:0.0} KB each", "MB/s", "≥ 50", rates);
    }
}
