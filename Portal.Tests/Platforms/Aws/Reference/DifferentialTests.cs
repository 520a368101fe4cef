using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Portal.Data.Platforms.Aws.Simulation;

namespace Portal.Tests.Platforms.Aws.Reference;

/// <summary>
/// The engine against the slow evaluator, and the laws that every evaluation must keep, over random cases; a failing one is made small.
/// <c>POLICY_CASES=1000000</c> looks longer.
/// </summary>
public sealed class DifferentialTests
{
    private static readonly long Cases = long.Parse(Environment.GetEnvironmentVariable("POLICY_CASES") ?? "4000", CultureInfo.InvariantCulture);

    private static readonly string[] Limits = ["permissionBoundaryPolicies", "sessionPolicy", "serviceControlPolicies", "vpcEndpointPolicies"];

    [Fact]
    public void The_engine_decides_as_the_slow_evaluator_does() => RandomCases.Case.Sample(
        json => SlowEvaluator.Decide(json) == Decide(json), iter: Cases, print: Print);

    [Fact]
    public void Random_cases_meet_every_decision()
    {
        var decisions = RandomCases.First(2_000, seed: 7).Select(Decide).CountBy(decision => decision).ToDictionary();

        Assert.All(["Allowed", "ExplicitlyDenied", "ImplicitlyDenied"], decision => Assert.True(decisions.GetValueOrDefault(decision) > 200, $"{decision}: {decisions.GetValueOrDefault(decision)}"));
    }

    [Fact]
    public void Another_deny_never_allows() => Gen.Select(RandomCases.Case, RandomCases.Statement(principals: false, "Deny")).Sample(
        (json, deny) => Strength(With(json, "identityPolicies", Document(deny))) <= Strength(json), iter: Cases / 2);

    [Fact]
    public void Another_limit_never_allows() => Gen.Select(RandomCases.Case, RandomCases.Document(principals: false), RandomCases.AnyOf(Limits)).Sample(
        (json, document, limit) => json.ContainsKey(limit) && json[limit] is not JsonArray { Count: 0 } && limit != "serviceControlPolicies"
            || limit == "sessionPolicy" && IsFederatedUser(json)
            || Strength(With(json, limit, document)) <= Strength(json),
        iter: Cases / 2);

    [Fact]
    public void Detaching_a_policy_gives_nothing_unless_it_denies() => Gen.Select(RandomCases.Case, Gen.Int[0, 2]).Sample(
        (json, index) =>
        {
            var fewer = json.DeepClone().AsObject();
            var policies = fewer["identityPolicies"]!.AsArray();
            if (index >= policies.Count || policies[index]!.ToJsonString().Contains("\"Deny\"", StringComparison.Ordinal))
            {
                return true;
            }
            policies.RemoveAt(index);
            return Strength(fewer) <= Strength(json);
        },
        iter: Cases / 2);

    [Fact]
    public void The_order_of_policies_and_statements_does_not_matter() => RandomCases.Case.Sample(
        json => Decide(Reversed(json).AsObject()) == Decide(json), iter: Cases / 2, print: Print);

    [Fact]
    public void Statements_that_decided_decide_alone() => RandomCases.Case.Sample(
        json =>
        {
            var answer = Answer(json);
            var effect = answer["decision"]!.GetValue<string>() switch { "Allowed" => "Allow", "ExplicitlyDenied" => "Deny", _ => null };
            var decidedBy = answer["decidedBy"]!.AsArray();
            if (effect is null)
            {
                return decidedBy.Count == 0;
            }
            // Of the statements of the identity, only those named are kept: the decision must stay.
            var named = decidedBy.Where(by => by!["policyKind"]!.GetValue<string>() == "identity").Select(by => (by!["policy"]!.GetValue<string>(), by["statement"]!.GetValue<string>())).ToHashSet();
            return decidedBy.All(by => by!["effect"]!.GetValue<string>() == effect) && Decide(Kept(json, named)) == answer["decision"]!.GetValue<string>();
        },
        iter: Cases / 2, print: Print);

    private static string Print(JsonObject json) => $"{json.ToJsonString()}\nslow: {SlowEvaluator.Decide(json)}, engine: {Answer(json).ToJsonString()}";

    private static string Decide(JsonObject json) => Answer(json)["decision"]?.GetValue<string>() ?? throw new InvalidOperationException(Answer(json).ToJsonString());

    private static JsonObject Answer(JsonObject json)
    {
        using var output = new MemoryStream();
        using (var writer = new Utf8JsonWriter(output))
        {
            new CaseAnswer(new PolicyBytes()).Write(Encoding.UTF8.GetBytes(json.ToJsonString()), writer);
        }
        return JsonNode.Parse(output.ToArray())!.AsObject();
    }

    private static int Strength(JsonObject json) => Decide(json) == "Allowed" ? 1 : 0;

    private static bool IsFederatedUser(JsonObject json) => json["request"]!["principal"]!.ToJsonString().Contains("federated-user", StringComparison.Ordinal);

    private static JsonObject Document(JsonObject statement) => new() { ["Version"] = "2012-10-17", ["Statement"] = statement.DeepClone() };

    private static JsonObject With(JsonObject json, string member, JsonNode document)
    {
        var more = json.DeepClone().AsObject();
        var named = new JsonObject { ["name"] = "more", ["policy"] = document.DeepClone() };
        switch (member)
        {
            case "sessionPolicy":
                more[member] = document.DeepClone();
                break;
            case "serviceControlPolicies":
                more[member]!.AsArray().Add(new JsonObject { ["orgIdentifier"] = "more", ["policies"] = new JsonArray(named) });
                break;
            default:
                var list = more[member] as JsonArray ?? [];
                list.Add(named);
                more[member] = list;
                break;
        }
        return more;
    }

    private static JsonNode Reversed(JsonNode node) => node switch
    {
        JsonObject json => new JsonObject(json.Select(pair => KeyValuePair.Create(
            pair.Key,
            pair.Value is null ? null : pair.Key is "contextVariables" ? pair.Value.DeepClone() : Reversed(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Reverse().Select(item => Reversed(item!))]),
        _ => node.DeepClone(),
    };

    private static JsonObject Kept(JsonObject json, HashSet<(string, string)> named)
    {
        var kept = json.DeepClone().AsObject();
        foreach (var policy in kept["identityPolicies"]!.AsArray())
        {
            var statements = policy!["policy"]!["Statement"]!.AsArray();
            for (var i = statements.Count - 1; i >= 0; i--)
            {
                if (!named.Contains((policy["name"]!.GetValue<string>(), $"statement {i + 1}")))
                {
                    statements.RemoveAt(i);
                }
            }
        }
        return kept;
    }
}
