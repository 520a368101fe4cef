using System.Globalization;
using System.Text.Json.Nodes;
using Portal.Data.Platforms.Aws.Evaluation;
using Portal.Tests.Benchmarks;
using Portal.Tests.Platforms.Aws.Reference;

namespace Portal.Tests.Platforms.Aws.Peer;

/// <summary>
/// A second opinion on random cases: an evaluator written from the documentation always, and another simulator when asked by
/// <c>PEER_CASES=6000</c>, the number of cases; that one needs Node.js and installs a package.
/// </summary>
public sealed class PeerTests
{
    private const int FewCases = 500;
    private static readonly string? Asked = Environment.GetEnvironmentVariable("PEER_CASES");

    [Fact]
    public async Task Every_disagreement_with_the_peer_is_of_a_kind_that_the_documentation_decided()
    {
        var cases = PeerCases.First(Asked is null ? FewCases : int.Parse(Asked, CultureInfo.InvariantCulture), seed: 17).ToList();
        var lines = cases.ConvertAll(json => json.ToJsonString());
        var ours = PointsBenchmark.Read(lines).Select(step => AccessEvaluator.Decide(step.Request, step.Policies)).ToList();

        Assert.All(cases.Zip(ours), asked => Assert.Equal(SlowEvaluator.Decide(asked.First), asked.Second.Decision.ToString()));
        if (Asked is not null)
        {
            await CompareAsync(cases, lines, ours);
        }
    }

    private static async Task CompareAsync(List<JsonObject> cases, List<string> lines, List<AccessFinding> ours)
    {
        await using var peer = await PeerSimulator.InstallAsync() ?? throw new InvalidOperationException("Install Node.js 20 or later, with npm.");
        var theirs = (await peer.DecideAsync(lines, warmUp: 0)).Decisions;
        var disagreements = cases.Select((json, i) => (Case: json, Ours: ours[i], Theirs: theirs[i])).Where(asked => asked.Ours.Decision.ToString() != asked.Theirs).ToList();

        foreach (var kind in disagreements.GroupBy(asked => KindOf(asked.Case)).OrderByDescending(kind => kind.Count()))
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{kind.Count(),5} {kind.Key?.Name ?? "not looked at yet"}: {kind.Key?.Reason}");
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{cases.Count - disagreements.Count} of {cases.Count} alike");
        Assert.DoesNotContain(theirs, decision => decision.StartsWith("refused", StringComparison.Ordinal));
        var others = disagreements.Where(asked => KindOf(asked.Case) is null).OrderBy(asked => asked.Case.ToJsonString().Length).ToList();
        Assert.True(others.Count == 0, string.Join('\n', others.Take(10).Select(asked => $"ours {asked.Ours.Decision} ({asked.Ours.Reason}), theirs {asked.Theirs}: {asked.Case.ToJsonString()}")));
    }

    private static PeerDifference? KindOf(JsonObject json) => PeerDifference.Known.FirstOrDefault(kind => kind.IsAbout(json));
}
