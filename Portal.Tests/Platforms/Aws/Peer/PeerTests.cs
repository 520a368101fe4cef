using System.Globalization;
using System.Text.Json.Nodes;
using Portal.Data.Platforms.Aws.Evaluation;
using Portal.Tests.Benchmarks;
using Portal.Tests.Platforms.Aws.Reference;

namespace Portal.Tests.Platforms.Aws.Peer;

/// <summary>
/// A second opinion: the engine and another simulator over the same random cases. It needs Node.js and installs a package, so it runs only
/// when asked: <c>-class "*PeerTests" -explicit only</c>; <c>POLICY_CASES=20000</c> asks more.
/// </summary>
public sealed class PeerTests
{
    private static readonly int Cases = int.Parse(Environment.GetEnvironmentVariable("POLICY_CASES") ?? "6000", CultureInfo.InvariantCulture);

    [Fact(Explicit = true)]
    public async Task Every_disagreement_with_the_peer_is_of_a_kind_that_the_documentation_decided()
    {
        await using var peer = await PeerSimulator.InstallAsync() ?? throw new InvalidOperationException("Install Node.js 20 or later, with npm.");
        var cases = PeerCases.First(Cases, seed: 17).ToList();
        var lines = cases.ConvertAll(json => json.ToJsonString());
        var theirs = (await peer.DecideAsync(lines, warmUp: 0)).Decisions;
        var ours = PointsBenchmark.Read(lines).Select(step => AccessEvaluator.Decide(step.Request, step.Policies)).ToList();

        var disagreements = cases.Select((json, i) => (Case: json, Ours: ours[i], Theirs: theirs[i])).Where(asked => asked.Ours.Decision.ToString() != asked.Theirs).ToList();

        foreach (var kind in disagreements.GroupBy(asked => KindOf(asked.Case)).OrderByDescending(kind => kind.Count()))
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{kind.Count(),5} {kind.Key?.Name ?? "not looked at yet"}: {kind.Key?.Reason}");
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{cases.Count - disagreements.Count} of {cases.Count} alike");
        Assert.All(cases.Zip(ours), asked => Assert.Equal(SlowEvaluator.Decide(asked.First), asked.Second.Decision.ToString()));
        Assert.DoesNotContain(theirs, decision => decision.StartsWith("refused", StringComparison.Ordinal));
        var others = disagreements.Where(asked => KindOf(asked.Case) is null).OrderBy(asked => asked.Case.ToJsonString().Length).ToList();
        Assert.True(others.Count == 0, string.Join('\n', others.Take(10).Select(asked => $"ours {asked.Ours.Decision} ({asked.Ours.Reason}), theirs {asked.Theirs}: {asked.Case.ToJsonString()}")));
    }

    private static PeerDifference? KindOf(JsonObject json) => PeerDifference.Known.FirstOrDefault(kind => kind.IsAbout(json));
}
