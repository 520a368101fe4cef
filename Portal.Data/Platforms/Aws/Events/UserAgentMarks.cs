namespace Portal.Data.Platforms.Aws.Events;

/// <summary>
/// Finds AI agents in user agent texts. Whoever calls writes that text, and a terminal opened by an agent hands it to the human who
/// works in it: so nothing found here is graded better than C.
/// </summary>
internal static class UserAgentMarks
{
    private const string QOrKiro = "Amazon Q or Kiro";

    // The agent codes that AWS CLI v2 writes into the m/ part of its user agent since 2.35.24 (July 2026), from environment variables.
    private static readonly Dictionary<string, string> Codes = new(StringComparer.Ordinal)
    {
        ["AN"] = "Claude Code",
        ["AO"] = "Gemini CLI",
        ["AP"] = "Codex",
        ["AQ"] = "Kiro CLI",
        ["AR"] = "OpenCode",
        ["AS"] = "Antigravity",
        ["AT"] = "Amp",
        ["AU"] = "Pi",
        ["AV"] = "Copilot CLI",
        ["AW"] = "Cursor",
    };

    // Products that name themselves as "name/version".
    private static readonly Dictionary<string, string> Products = new(StringComparer.OrdinalIgnoreCase)
    {
        ["claude-code"] = "Claude Code",
        ["claude-cli"] = "Claude Code",
        ["gemini-cli"] = "Gemini CLI",
        ["geminicli"] = "Gemini CLI",
        ["codex-cli"] = "Codex",
        ["codex_cli_rs"] = "Codex",
        ["kiro"] = "Kiro",
        ["kiro-cli"] = "Kiro CLI",
        ["kiro-ide"] = "Kiro IDE",
        ["opencode"] = "OpenCode",
        ["copilot-cli"] = "Copilot CLI",
    };

    /// <summary>What <paramref name="userAgent"/> says about agents; usually nothing.</summary>
    public static void Add(string userAgent, ref List<AgentMark>? marks)
    {
        // The AWS CLI's agent codes mean nothing in other programs' texts.
        var isCommandLine = userAgent.StartsWith("aws-cli/", StringComparison.Ordinal) || userAgent.Contains(" aws-cli/", StringComparison.Ordinal);
        foreach (var range in userAgent.AsSpan().SplitAny(" []();,"))
        {
            var part = userAgent.AsSpan(range);
            if (part.StartsWith("exec-env/AmazonQ-For-", StringComparison.Ordinal))
            {
                Mark(ref marks, QOrKiro, $"userAgent exec-env = {part["exec-env/".Length..]}");
            }
            else if (part.StartsWith("md/awslabs#mcp#", StringComparison.Ordinal))
            {
                AddMcpServer(part, ref marks);
            }
            else if (part.StartsWith("agent/", StringComparison.OrdinalIgnoreCase) && part.Length > "agent/".Length)
            {
                Mark(ref marks, Cut(part["agent/".Length..]), $"userAgent {Cut(part)}");
            }
            else if (part.IndexOf('/') is var slash and > 0
                && Products.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(part[..slash], out var product))
            {
                Mark(ref marks, product, $"userAgent {Cut(part)}");
            }
        }
        if (isCommandLine)
        {
            AddCodes(userAgent, ref marks);
        }
        const string Declared = "AI-Agent (name: ";
        if (userAgent.IndexOf(Declared, StringComparison.OrdinalIgnoreCase) is var at and >= 0)
        {
            var name = userAgent.AsSpan(at + Declared.Length);
            name = name.IndexOfAny("),") is var end and >= 0 ? name[..end] : name;
            Mark(ref marks, Cut(name), $"userAgent AI-Agent (name: {Cut(name)})");
        }
    }

    // "m/b,AQ,E,Z": a list without order; only whole entries count.
    private static void AddCodes(string userAgent, ref List<AgentMark>? marks)
    {
        foreach (var range in userAgent.AsSpan().Split(' '))
        {
            var part = userAgent.AsSpan(range);
            if (!part.StartsWith("m/", StringComparison.Ordinal))
            {
                continue;
            }
            var list = part["m/".Length..];
            foreach (var code in list.Split(','))
            {
                if (Codes.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(list[code], out var agent))
                {
                    Mark(ref marks, agent, $"userAgent m/ = {list[code]} ({agent})");
                }
            }
        }
    }

    private static void AddMcpServer(ReadOnlySpan<char> part, ref List<AgentMark>? marks)
    {
        // md/awslabs#mcp#<server>#<version>
        var server = part["md/awslabs#mcp#".Length..];
        server = server.IndexOf('#') is var hash and >= 0 ? server[..hash] : server;
        if (server.Length > 0)
        {
            Mark(ref marks, $"an agent through the MCP server {Cut(server)}", $"userAgent {Cut(part)}");
        }
    }

    private static void Mark(ref List<AgentMark>? marks, string agent, string evidence) =>
        (marks ??= []).Add(new AgentMark(agent, AttributionGrade.C, evidence));

    private static string Cut(ReadOnlySpan<char> text) => text.Length > 120 ? $"{text[..120]}…" : text.ToString();
}
