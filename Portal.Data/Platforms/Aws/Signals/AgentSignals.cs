using System.Buffers;

namespace Portal.Data.Platforms.Aws.Signals;

/// <summary>
/// Finds evidence that a role or user belongs to an AI agent. Each rule has a stable name and a weight: what AWS itself requires of an
/// agent's role says much, a word in a name says little. Several weak signs add up, see <see cref="Signal.Confidence"/>.
/// </summary>
internal static class AgentSignals
{
    private static readonly (string Word, int Weight, string Rule)[] PolicySigns =
    [
        ("BedrockAgentCore", 45, "policy.agentCore"),
        ("AIDevOpsAgent", 60, "policy.agentService"),
        ("AIDevOpsOperator", 40, "policy.agentService"),
        ("AIOpsAssistant", 50, "policy.agentService"),
        ("AmazonBedrock", 25, "policy.invokesModels"),
        ("AmazonQDeveloper", 25, "policy.invokesModels"),
    ];

    private static readonly SearchValues<string> ModelActions = SearchValues.Create(
        ["\"bedrock:Invoke", "\"bedrock:Converse", "\"bedrock:*\"", "\"bedrock-agentcore:"], StringComparison.Ordinal);

    /// <summary>The signals that <paramref name="facts"/> give, strongest first.</summary>
    /// <param name="facts">What the export says.</param>
    /// <param name="trust">The role's trust policy, an object or a JSON string as in the export; empty for a user.</param>
    public static IReadOnlyList<Signal> Of(PrincipalFacts facts, ReadOnlySpan<byte> trust)
    {
        List<Signal>? found = null;
        TrustSignals.Add(trust, ref found);
        AddName(facts, ref found);
        AddTags(facts, ref found);
        AddPolicies(facts, ref found);
        if (found is null)
        {
            return [];
        }
        found.Sort((one, other) => other.Weight - one.Weight);
        return found;
    }

    /// <summary>True when a normalized policy document names actions that call foundation models or run agents.</summary>
    public static bool InvokesModels(string document) => document.AsSpan().ContainsAny(ModelActions);

    private static void AddName(PrincipalFacts facts, ref List<Signal>? found)
    {
        var name = facts.Arn.Name;
        if (facts.Kind is IdentityKind.User && name.StartsWith("BedrockAPIKey-", StringComparison.Ordinal))
        {
            Add(ref found, "name.bedrockApiKey", $"the user's name {name} is the one that Amazon Bedrock gives to holders of its API keys", 80);
        }
        else if (name.StartsWith("AmazonBedrockExecutionRoleForAgents_", StringComparison.Ordinal))
        {
            Add(ref found, "name.bedrockAgent", $"the role's name {name} is the one that Amazon Bedrock gives to roles of agents", 85);
        }
        else if (name.StartsWith("AgentCore-", StringComparison.Ordinal) || name.Contains("BedrockAgentCore", StringComparison.Ordinal))
        {
            Add(ref found, "name.agentCore", $"the name {name} is of the kind that Amazon Bedrock AgentCore gives", 80);
        }
        else if (name.StartsWith("DevOpsAgentRole-", StringComparison.Ordinal))
        {
            Add(ref found, "name.devOpsAgent", $"the role's name {name} is the one that AWS DevOps Agent gives", 70);
        }
        else if (AgentWords.In(name) is { } word)
        {
            Add(ref found, "name.word", $"the name {name} holds the word \"{word.Text}\"", word.Weight);
        }
        else if (AgentWords.In(facts.Arn.Path) is { } inPath)
        {
            Add(ref found, "path.word", $"the path {facts.Arn.Path} holds the word \"{inPath.Text}\"", inPath.Weight);
        }
    }

    private static void AddTags(PrincipalFacts facts, ref List<Signal>? found)
    {
        foreach (var (key, value) in facts.Tags)
        {
            if (AgentWords.OfTag(key, value) is { } weight)
            {
                Add(ref found, "tag.agent", $"tag {key} = {value}", weight);
            }
        }
    }

    private static void AddPolicies(PrincipalFacts facts, ref List<Signal>? found)
    {
        foreach (var (word, weight, rule) in PolicySigns)
        {
            foreach (var policy in facts.AttachedPolicies)
            {
                if (policy.StartsWith(word, StringComparison.Ordinal))
                {
                    Add(ref found, rule, $"policy {policy} is attached", weight);
                    return;
                }
            }
        }
        if (facts.InvokesModels)
        {
            Add(ref found, "policy.invokesModels", "a policy names actions that call foundation models or run agents", 20);
        }
    }

    private static void Add(ref List<Signal>? found, string rule, string evidence, int weight) =>
        (found ??= []).Add(new Signal(rule, evidence, weight));
}
