namespace Portal.Data.Platforms.Aws.Events;

/// <summary>
/// Finds AI agents in user agent texts. Whoever calls writes that text, and a terminal opened by an agent hands it to the human who
/// works in it: so nothing found here is graded better than C.
/// </summary>
internal static class UserAgentMarks
{
    private const string QOrKiro = "Amazon Q or Kiro";
    private const int LongestName = 120;

    // One text can name several agents, but a text of thousands is no client's.
    private const int MostMarks = 8;

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
        foreach (var range in userAgent.AsSpan().SplitAny(" []();,\t"))
        {
            AddPart(userAgent.AsSpan(range), ref marks);
        }
        // The AWS CLI's agent codes mean nothing in other programs' texts. Amazon S3 writes the whole text in brackets.
        var text = userAgent.AsSpan();
        text = text is ['[', .. var inner, ']'] ? inner : text;
        if (text.StartsWith("aws-cli/", StringComparison.Ordinal))
        {
            AddCodes(text, ref marks);
        }
        const string Declared = "AI-Agent (name: ";
        if (userAgent.IndexOf(Declared, StringComparison.OrdinalIgnoreCase) is var at and >= 0)
        {
            var name = userAgent.AsSpan(at + Declared.Length);
            name = name.IndexOfAny("),") is var end and >= 0 ? name[..end] : name;
            if (Name(name) is { } told)
            {
                Mark(ref marks, told, $"userAgent AI-Agent (name: {told})");
            }
        }
    }

    private static void AddPart(ReadOnlySpan<char> part, ref List<AgentMark>? marks)
    {
        if (part.StartsWith("exec-env/AmazonQ-For-", StringComparison.Ordinal))
        {
            if (IsFor("CLI", part["exec-env/AmazonQ-For-".Length..]) || IsFor("IDE", part["exec-env/AmazonQ-For-".Length..]))
            {
                Mark(ref marks, QOrKiro, $"userAgent exec-env = {Cut(part["exec-env/".Length..])}");
            }
        }
        else if (part.StartsWith("md/awslabs#mcp#", StringComparison.Ordinal))
        {
            AddMcpServer(part, ref marks);
        }
        else if (part.StartsWith("agent/", StringComparison.OrdinalIgnoreCase))
        {
            // "Agent/7.50.0" is some program's version, not an agent's name.
            if (Name(part["agent/".Length..]) is { } name)
            {
                Mark(ref marks, name, $"userAgent {part[.."agent/".Length]}{name}");
            }
        }
        else if (part.IndexOf('/') is var slash and > 0
            && Products.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(part[..slash], out var product))
        {
            Mark(ref marks, product, $"userAgent {Cut(part)}");
        }
    }

    // "CLI-Version-2.19.2", but not "CLIENT-Version-1".
    private static bool IsFor(string surface, ReadOnlySpan<char> rest) =>
        rest.StartsWith(surface, StringComparison.Ordinal) && (rest.Length == surface.Length || rest[surface.Length] is '-');

    // "m/b,AQ,E,Z": a list without order; only whole entries count.
    private static void AddCodes(ReadOnlySpan<char> userAgent, ref List<AgentMark>? marks)
    {
        foreach (var range in userAgent.Split(' '))
        {
            var part = userAgent[range];
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
        if (Name(server) is { } name)
        {
            Mark(ref marks, $"an agent through the MCP server {name}", $"userAgent {Cut(part)}");
        }
    }

    private static void Mark(ref List<AgentMark>? marks, string agent, string evidence)
    {
        var mark = new AgentMark(agent, AttributionGrade.C, evidence);
        if (marks is null || (marks.Count < MostMarks && !marks.Contains(mark)))
        {
            (marks ??= []).Add(mark);
        }
    }

    // A name as its bearer wrote it, up to the first control character; null when nothing or only a version is left.
    private static string? Name(ReadOnlySpan<char> text)
    {
        var end = 0;
        while (end < text.Length && !char.IsControl(text[end]))
        {
            end++;
        }
        text = text[..end].Trim();
        return text.IsEmpty || !char.IsLetter(text[0]) || text is ['v' or 'V', >= '0' and <= '9', ..] ? null : Cut(text);
    }

    private static string Cut(ReadOnlySpan<char> text) => text.Length > LongestName ? $"{text[..LongestName]}…" : text.ToString();
}
