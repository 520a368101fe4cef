namespace Portal.Data.Platforms.Aws.Signals;

/// <summary>
/// Words that people put into the names and tags of agents' identities. Only whole words count (<c>reagent-db</c> holds none), and
/// <c>agent</c> alone says little: build agents, monitoring agents and travel agents are no AI.
/// </summary>
internal static class AgentWords
{
    private static readonly Dictionary<string, int> Weights = new(StringComparer.Ordinal)
    {
        ["agentcore"] = 45,
        ["agentic"] = 40,
        ["aiagent"] = 45,
        ["anthropic"] = 30,
        ["chatgpt"] = 35,
        ["claude"] = 35,
        ["codex"] = 25,
        ["copilot"] = 35,
        ["devin"] = 20,
        ["genai"] = 25,
        ["kiro"] = 40,
        ["langchain"] = 30,
        ["langgraph"] = 35,
        ["llm"] = 30,
        ["mcp"] = 35,
        ["openai"] = 25,
        ["agent"] = 15,
        ["agents"] = 15,
    };

    // "ssm-agent", "CodeDeployAgent": programs of that name are far older than AI agents.
    private static readonly HashSet<string> OtherAgents = new(StringComparer.Ordinal)
    {
        "aws", "azure", "backup", "build", "buildkite", "cd", "ci", "cloudwatch", "codedeploy", "collector", "datadog", "datasync", "deploy", "discovery",
        "ecs", "elastic", "forwarder", "gitlab", "inspector", "jenkins", "log", "logging", "logs", "metrics", "monitoring", "newrelic", "node", "observability",
        "puppet", "relic", "replication", "runner", "scanning", "splunk", "ssm", "sumo", "systems", "teamcity", "telemetry", "trace", "tracing", "sync", "transfer", "user", "watch", "zabbix",
    };

    private static readonly HashSet<string> TagKeys = new(StringComparer.Ordinal)
    {
        "agent", "agentid", "agentname", "agentruntime", "agenttype", "agentframework", "aiagent", "aiagentid", "aiagentname", "isaiagent", "isagent", "mcp", "mcpserver", "llm",
    };

    private static readonly HashSet<string> TagsThatSayWhat = new(StringComparer.Ordinal)
    {
        "app", "application", "component", "identitytype", "kind", "managedby", "principaltype", "purpose", "role", "servicetype", "type", "usedby", "workload", "workloadtype",
    };

    private static readonly HashSet<string> Denials = new(StringComparer.OrdinalIgnoreCase) { "", "false", "no", "none", "0", "n/a", "off" };

    /// <summary>The strongest word in a name or path, or null when it holds none.</summary>
    public static (string Text, int Weight)? In(string name)
    {
        (string Text, int Weight)? strongest = null;
        var before = "";
        foreach (var word in Words(name))
        {
            var isOther = word is "agent" or "agents" && OtherAgents.Contains(before);
            var isAi = word is "agent" or "agents" && before is "ai";
            if (!isOther && Weights.TryGetValue(word, out var weight) && Math.Max(weight, isAi ? 45 : 0) is var told && told > (strongest?.Weight ?? 0))
            {
                strongest = (isAi ? $"ai {word}" : word, told);
            }
            before = word;
        }
        return strongest;
    }

    /// <summary>How much a tag says, or null when it says nothing about agents.</summary>
    public static int? OfTag(string key, string value)
    {
        var plain = string.Concat(Words(key));
        if (TagKeys.Contains(plain))
        {
            return Denials.Contains(value.Trim()) ? null : plain is "agent" or "agenttype" ? 55 : 70;
        }
        return TagsThatSayWhat.Contains(plain) && In(value) is { } word ? Math.Min(60, word.Weight + 15) : null;
    }

    // Splits at everything that is no letter or digit and where a new capital starts: "MyAIAgent-v2" is my, ai, agent, v2.
    private static IEnumerable<string> Words(string text)
    {
        var start = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && char.IsLetterOrDigit(text[at]) && !StartsWord(text, at, start))
            {
                continue;
            }
            if (at > start)
            {
                yield return text[start..at].ToLowerInvariant();
            }
            start = at < text.Length && char.IsLetterOrDigit(text[at]) ? at : at + 1;
        }
    }

    private static bool StartsWord(string text, int at, int start) =>
        at > start && char.IsUpper(text[at])
        && (!char.IsUpper(text[at - 1]) || (at + 1 < text.Length && char.IsLower(text[at + 1])));
}
