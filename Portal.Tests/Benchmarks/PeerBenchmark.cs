using Portal.Data.Platforms.Aws.Evaluation;
using Portal.Tests.Platforms.Aws.Peer;

namespace Portal.Tests.Benchmarks;

/// <summary>The engine and another simulator, an installed program, side by side over the same 20,000 seeded cases.</summary>
internal static class PeerBenchmark
{
    private const int WarmUp = 3_000;
    private const int Runs = 3;

    /// <summary>Measures.</summary>
    public static async Task RunAsync(BenchmarkReport report)
    {
        await using var peer = await PeerSimulator.InstallAsync();
        if (peer is null)
        {
            await Console.Error.WriteLineAsync("  needs Node.js 20 or later, with npm");
            return;
        }
        var lines = PeerCases.First(PointsBenchmark.Cases, PointsBenchmark.Seed).Select(json => json.ToJsonString()).ToList();
        var steps = PointsBenchmark.Read(lines);
        var (ours, theirs, ratios) = (new List<double>(), new List<double>(), new List<double>());
        IReadOnlyList<string> decisions = [];
        for (var run = 0; run < Runs; run++)
        {
            var answers = await peer.DecideAsync(lines, WarmUp);
            var own = PointsBenchmark.Rates(steps, step => (int)AccessEvaluator.DecideOnly(step.Request, step.Policies));
            ours.Add(BenchmarkReport.Percentile(own, 0.5));
            theirs.Add(answers.Rate);
            ratios.Add(ours[run] / theirs[run]);
            decisions = answers.Decisions;
        }
        var alike = steps.Where((step, i) => AccessEvaluator.DecideOnly(step.Request, step.Policies).ToString() == decisions[i]).Count();
        report.Add($"the peer, @cloud-copilot/iam-simulate, over {lines.Count:N0} cases", "1/CPU s", aim: null, theirs);
        report.Add("the engine over the same cases", "1/CPU s", aim: null, ours);
        report.Add("the engine's rate to the peer's", "×", "≥ 300", ratios);
        report.Add("cases decided alike; the others are explained in PeerDifference", "%", aim: null, 100.0 * alike / lines.Count);
    }
}
