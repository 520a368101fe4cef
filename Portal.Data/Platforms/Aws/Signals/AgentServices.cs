using System.Buffers;

namespace Portal.Data.Platforms.Aws.Signals;

/// <summary>AWS services that run AI agents, by the names that trust policies and CloudTrail use for them.</summary>
internal static class AgentServices
{
    private const int AgentsOnly = 80;
    private const string Domain = ".amazonaws.com";
    private const string DomainInChina = ".amazonaws.com.cn";

    private static readonly SearchValues<char> OfLabels = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

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
        IsManagedMcpServer(host) ? $"an agent through {host}"
        : Find(host) is { Weight: >= AgentsOnly } service ? service.Name
        : null;

    /// <summary>
    /// True for an MCP server that AWS runs: <c>aws-mcp.amazonaws.com</c>, <c>eks-mcp.amazonaws.com</c>. AWS adds further ones under such
    /// names, so the form counts and not a list; it has to be the whole host, since <c>aws-mcp.amazonaws.com.evil.example</c> is anybody's.
    /// </summary>
    public static bool IsManagedMcpServer(string host) =>
        IsAws(host) && ShortName(host) is { Length: > 4 } name && name.EndsWith("-mcp", StringComparison.Ordinal)
        && name[0] is not '-' && !name.AsSpan().ContainsAnyExcept(OfLabels);

    /// <summary>True when <paramref name="host"/> is a name that only AWS gives.</summary>
    public static bool IsAws(string host) =>
        host.EndsWith(Domain, StringComparison.Ordinal) || host.EndsWith(DomainInChina, StringComparison.Ordinal);

    /// <summary>The service's name without its domain, which differs in China; another host as it is.</summary>
    public static string ShortName(string host) =>
        host.EndsWith(Domain, StringComparison.Ordinal) ? host[..^Domain.Length]
        : host.EndsWith(DomainInChina, StringComparison.Ordinal) ? host[..^DomainInChina.Length]
        : host;

    private static (string Name, int Weight)? Find(string host)
    {
        if (!IsAws(host))
        {
            return null;
        }
        var name = ShortName(host);
        return Services.TryGetValue(name, out var service) ? service
            : name.EndsWith(".bedrock-agentcore", StringComparison.Ordinal) ? Services["bedrock-agentcore"]
            : null;
    }
}
