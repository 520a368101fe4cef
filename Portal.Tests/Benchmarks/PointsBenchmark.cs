using System.Text.Json;
using Portal.Data.Platforms.Aws.Evaluation;
using Portal.Data.Platforms.Aws.Simulation;
using Portal.Tests.Platforms.Aws.Reference;

namespace Portal.Tests.Benchmarks;

/// <summary>Single decisions on one core, warm: 20,000 seeded random cases, their documents compiled.</summary>
internal static class PointsBenchmark
{
    /// <summary>How many cases.</summary>
    public const int Cases = 20_000;

    /// <summary>Of which the cases are made; the same in every part that uses them.</summary>
    public const uint Seed = 20_000;

    private const int Runs = 15;

    // So long the runtime goes on to compile what it finds to be hot; with less, the first runs measure the compiler.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    /// <summary>Measures.</summary>
    public static Task RunAsync(BenchmarkReport report)
    {
        var steps = Read(RandomCases.First(Cases, Seed).Select(json => json.ToJsonString()));
        report.Add($"decisions over {Cases:N0} random cases, one core", "1/CPU s", $"≥ {300 * 1_500:N0}", Rates(steps, step => (int)AccessEvaluator.DecideOnly(step.Request, step.Policies)));
        report.Add("the same with the reason and the statements that decided", "1/CPU s", aim: null, Rates(steps, step => AccessEvaluator.Decide(step.Request, step.Policies).DecidedBy.Count));
        report.Add("bytes allocated a decision, without reasons", "B", "0", BytesPerDecision(steps));
        return Task.CompletedTask;
    }

    /// <summary>The cases, read and compiled.</summary>
    public static SimulationStep[] Read(IEnumerable<string> lines)
    {
        var reader = new CaseReader(new PolicyBytes());
        return [.. lines.Select(line =>
        {
            using var json = JsonDocument.Parse(line);
            return reader.Read(json.RootElement)[0];
        })];
    }

    /// <summary>Decisions a second of processor time of each run, after a warm-up.</summary>
    public static double[] Rates(SimulationStep[] steps, Func<SimulationStep, int> decide)
    {
        for (var start = Environment.CpuUsage.TotalTime; Environment.CpuUsage.TotalTime - start < WarmUp;)
        {
            Rate(steps, decide);
        }
        return [.. Enumerable.Range(0, Runs).Select(_ => Rate(steps, decide))];
    }

    private static double Rate(SimulationStep[] steps, Func<SimulationStep, int> decide)
    {
        var before = Environment.CpuUsage.TotalTime;
        foreach (var step in steps)
        {
            decide(step);
        }
        return steps.Length / (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }

    private static double BytesPerDecision(SimulationStep[] steps)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var step in steps)
        {
            AccessEvaluator.DecideOnly(step.Request, step.Policies);
        }
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)steps.Length;
    }
}
