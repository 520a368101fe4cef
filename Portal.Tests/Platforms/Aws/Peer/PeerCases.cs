using System.Text.Json.Nodes;
using Portal.Tests.Platforms.Aws.Reference;

namespace Portal.Tests.Platforms.Aws.Peer;

/// <summary>Random cases without what the peer refuses to decide: it checks policies as AWS's editor does, where the evaluation itself has an answer.</summary>
internal static class PeerCases
{
    private static readonly string[] OfCallers = ["permissionBoundaryPolicies", "sessionPolicy"];
    private static readonly string[] Actions = ["Action", "NotAction"];

    /// <summary>The first cases of a seed, numbered.</summary>
    public static IEnumerable<JsonObject> First(int count, uint seed) => RandomCases.First(count, seed).Select(Acceptable);

    private static JsonObject Acceptable(JsonObject json)
    {
        var caller = json["request"]!["principal"] is JsonValue text ? text.GetValue<string>() : null;
        if (caller?.StartsWith("arn:", StringComparison.Ordinal) != true)
        {
            json["identityPolicies"] = new JsonArray();
            json["serviceControlPolicies"] = new JsonArray();
            Array.ForEach(OfCallers, member => json.Remove(member));
        }
        if (caller?.Contains(":sts:", StringComparison.Ordinal) != true)
        {
            json.Remove("sessionPolicy");
        }
        foreach (var policy in Policies(json))
        {
            Mend(policy);
        }
        foreach (var level in json["resourceControlPolicies"]!.AsArray())
        {
            level!["policies"] = new JsonArray([.. level["policies"]!.AsArray().Select(OnlyDenying).OfType<JsonNode>()]);
        }
        foreach (var statement in (json["vpcEndpointPolicies"]?.AsArray() ?? []).SelectMany(policy => policy!["policy"]!["Statement"]!.AsArray()))
        {
            ForEveryone(statement!.AsObject());
        }
        return json;
    }

    private static List<JsonObject> Policies(JsonNode node) => node switch
    {
        JsonObject policy when policy.ContainsKey("Statement") => [policy],
        JsonObject json => [.. json.Where(pair => pair.Value is not null).SelectMany(pair => Policies(pair.Value!))],
        JsonArray list => [.. list.SelectMany(item => Policies(item!))],
        _ => [],
    };

    private static void Mend(JsonObject policy)
    {
        foreach (var statement in policy["Statement"]!.AsArray().Select(statement => statement!.AsObject()))
        {
            foreach (var element in Actions.Where(statement.ContainsKey))
            {
                statement[element] = JsonNode.Parse(statement[element]!.ToJsonString().Replace("\"*:*\"", "\"*\"", StringComparison.Ordinal));
            }
        }
    }

    /// <summary>The peer adds the policy that allows everything by itself; what organizations write may only deny, and says what.</summary>
    private static JsonNode? OnlyDenying(JsonNode? policy)
    {
        var document = policy!["policy"]!.AsObject();
        var denying = document["Statement"]!.AsArray().Select(statement => statement!.AsObject())
            .Where(statement => statement["Effect"]!.GetValue<string>() == "Deny" && statement["Action"] is { } actions && !actions.ToJsonString().Contains("\"*\"", StringComparison.Ordinal))
            .ToList();
        if (denying.Count == 0)
        {
            return null;
        }
        denying.ForEach(ForEveryone);
        return new JsonObject
        {
            ["name"] = policy["name"]!.DeepClone(),
            ["policy"] = new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray([.. denying.Select(statement => statement.DeepClone())]) },
        };
    }

    private static void ForEveryone(JsonObject statement)
    {
        statement.Remove("NotPrincipal");
        statement["Principal"] = "*";
    }
}
