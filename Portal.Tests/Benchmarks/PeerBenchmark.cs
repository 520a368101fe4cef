using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Evaluation;
using Portal.Tests.Platforms.Aws.Peer;

namespace Portal.Tests.Benchmarks;

/// <summary>
/// The engine and another simulator, an installed program, side by side: over the same 20,000 seeded cases, and with what one identity with eight
/// policies of AWS can do of all actions, which the other has to be asked action by action.
/// </summary>
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
        await AskForAllActionsAsync(report, peer);
    }

    private static async Task AskForAllActionsAsync(BenchmarkReport report, PeerSimulator peer)
    {
        var catalogue = ActionCatalogue.Instance;
        var holding = EffectiveBenchmark.Holding;
        var shared = new JsonObject
        {
            ["identityPolicies"] = new JsonArray([.. holding.Policies.Select(policy => new JsonObject { ["name"] = policy.Name, ["policy"] = JsonNode.Parse(policy.Document!.Text) })]),
            ["serviceControlPolicies"] = new JsonArray(),
            ["resourceControlPolicies"] = new JsonArray(),
        };
        var lines = Enumerable.Range(0, catalogue.Count).Select(action => JsonSerializer.Serialize(new
        {
            id = catalogue.Name(action),
            request = new
            {
                principal = holding.NativeId,
                action = catalogue.Name(action),
                resource = new { resource = ResourceOf(action, holding.Container), accountId = holding.Container },
                contextVariables = new Dictionary<string, string>(StringComparer.Ordinal),
            },
        })).ToList();
        var answers = await peer.DecideAsync(lines, WarmUp / 10, shared.ToJsonString());
        var ours = EffectiveBenchmark.FromText();
        var refused = answers.Decisions.Count(decision => decision.StartsWith("refused", StringComparison.Ordinal));
        report.Add($"all {lines.Count:N0} actions of one identity with eight AWS managed policies, the peer ({refused:N0} refused)", "CPU s", aim: null, answers.CpuSeconds);
        report.Add("the same by the engine, from the documents' text", "ms", "< 30", ours);
    }

    /// <summary>A resource that the action can be about, in the account of who asks.</summary>
    private static string ResourceOf(int action, string account)
    {
        var catalogue = ActionCatalogue.Instance;
        if (catalogue.ResourceTypes(action) is not [var type, ..])
        {
            return "*";
        }
        var parts = catalogue.Service(action).ResourceTypes[type].Source.Split(':', 6);
        return parts is [_, _, var service, var region, var owner, var name]
            ? string.Join(':', "arn", "aws", service, region.Replace("*", "eu-central-1", StringComparison.Ordinal), owner.Replace("*", account, StringComparison.Ordinal), name.Replace("*", "x", StringComparison.Ordinal))
            : "*";
    }
}
