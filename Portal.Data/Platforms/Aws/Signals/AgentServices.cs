namespace Portal.Data.Platforms.Aws.Signals;

/// <summary>AWS services that run AI agents, by the names that trust policies and CloudTrail use for them.</summary>
internal static class AgentServices
{
    private const int AgentsOnly = 80;

    // Weight: how much it says about a role that the service may take it on. Amazon Bedrock also does so for knowledge bases and jobs.
    private static readonly Dictionary<string, (string Name, int Weight)> Services = new(StringComparer.Ordinal)
    {
        ["bedrock-agentcore"] = ("Amazon Bedrock AgentCore", 90),
        ["bedrock"] = ("Amazon Bedrock", 75),
        ["aidevops"] = ("AWS DevOps Agent", 85),
        ["aiops"] = ("CloudWatch investigations", 75),
        ["securityagent"] = ("AWS Security Agent", 85),
        ["finops-agent"] = ("AWS FinOps Agent", 85),
        ["agent.wellarchitected"] = ("AWS Well-Architected agent", 85),
        ["agent-registry"] = ("AWS agent registry", 60),
        ["q"] = ("Amazon Q", 60),
        ["qbusiness"] = ("Amazon Q Business", 45),
        ["application.qbusiness"] = ("Amazon Q Business", 45),
    };

    /// <summary>How much it says that a role trusts <paramref name="host"/>, or null when it runs no agents.</summary>
    public static int? TrustWeight(string host) => Find(host)?.Weight;

    /// <summary>The agent that makes calls as <paramref name="host"/>, or null when it does not run agents only.</summary>
    public static string? AgentBehind(string host) =>
        host.EndsWith("-mcp.amazonaws.com", StringComparison.Ordinal) ? $"an agent through {host}"
        : Find(host) is { Weight: >= AgentsOnly } service ? service.Name
        : null;

    /// <summary>The service's name without its domain, which differs in China.</summary>
    public static string ShortName(string host)
    {
        var end = host.IndexOf(".amazonaws.com", StringComparison.Ordinal);
        return end < 0 ? host : host[..end];
    }

    private static (string Name, int Weight)? Find(string host)
    {
        var name = ShortName(host);
        return Services.TryGetValue(name, out var service) ? service
            : name.EndsWith(".bedrock-agentcore", StringComparison.Ordinal) ? Services["bedrock-agentcore"]
            : null;
    }
}
