using System.Text.Json;

namespace Portal.Data.Platforms.Aws.Signals;

/// <summary>Reads evidence of agents out of trust policies: which services and which outside hosts may become the role.</summary>
internal static class TrustSignals
{
    private const string CopilotEnvironment = "environment:copilot";

    private static readonly HashSet<string> AgentHosts = new(StringComparer.OrdinalIgnoreCase)
    {
        "anthropic", "claude", "copilot", "cursor", "devin", "cognition", "kiro", "langchain", "langsmith", "openai", "replit", "crewai",
    };

    /// <summary>Adds what <paramref name="trust"/> shows: a trust policy, an object or a JSON string that may be URL-encoded.</summary>
    public static void Add(ReadOnlySpan<byte> trust, ref List<Signal>? found)
    {
        if (!Mentions(trust) || Parse(trust) is not { } document)
        {
            return;
        }
        foreach (var statement in Each(document, "Statement"))
        {
            if (statement.ValueKind is not JsonValueKind.Object || Text(statement, "Effect") is not "Allow"
                || !statement.TryGetProperty("Principal", out var principal) || principal.ValueKind is not JsonValueKind.Object)
            {
                continue;
            }
            foreach (var service in Texts(principal, "Service"))
            {
                AddService(service, statement, ref found);
            }
            foreach (var provider in Texts(principal, "Federated"))
            {
                AddProvider(provider, statement, ref found);
            }
        }
    }

    private static void AddService(string service, JsonElement statement, ref List<Signal>? found)
    {
        if (AgentServices.TrustWeight(service) is not { } weight)
        {
            return;
        }
        var evidence = $"trust policy names {service}";
        if (AgentServices.ShortName(service) is "bedrock" && statement.TryGetProperty("Condition", out var condition))
        {
            // "aws:SourceArn": "arn:aws:bedrock:eu-central-1:111122223333:agent/*" or …:knowledge-base/*
            var text = condition.GetRawText();
            if (text.Contains(":agent/", StringComparison.Ordinal))
            {
                (weight, evidence) = (95, $"{evidence} for agents");
            }
            else if (text.Contains(":knowledge-base/", StringComparison.Ordinal) || text.Contains("-job/", StringComparison.Ordinal))
            {
                (weight, evidence) = (30, $"{evidence}, but for knowledge bases or jobs only");
            }
        }
        (found ??= []).Add(new Signal("trust.agentService", evidence, weight));
    }

    private static void AddProvider(string provider, JsonElement statement, ref List<Signal>? found)
    {
        // arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com
        var host = provider[(provider.IndexOf('/') + 1)..];
        if (host.Split('/', '.', '-').FirstOrDefault(AgentHosts.Contains) is { } agent)
        {
            (found ??= []).Add(new Signal("trust.agentHost", $"trust policy lets {host} in, which names \"{agent}\"", 70));
        }
        else if (host is "token.actions.githubusercontent.com" && statement.TryGetProperty("Condition", out var condition)
            && condition.GetRawText().Contains(CopilotEnvironment, StringComparison.OrdinalIgnoreCase))
        {
            (found ??= []).Add(new Signal("trust.agentHost", $"trust policy lets GitHub workflows in with {CopilotEnvironment}, where Copilot's coding agent runs", 75));
        }
    }

    // Most trust policies name one of a dozen other services: they need no parsing.
    private static bool Mentions(ReadOnlySpan<byte> trust) =>
        trust.IndexOf("bedrock"u8) >= 0 || trust.IndexOf("aidevops"u8) >= 0 || trust.IndexOf("aiops"u8) >= 0 || trust.IndexOf("agent"u8) >= 0
        || trust.IndexOf("\"q."u8) >= 0 || trust.IndexOf("%22q."u8) >= 0 || trust.IndexOf("qbusiness"u8) >= 0
        || trust.IndexOf("oidc-provider"u8) >= 0;

    private static JsonElement? Parse(ReadOnlySpan<byte> trust)
    {
        try
        {
            var start = trust.IndexOfAny("{\""u8);
            var reader = new Utf8JsonReader(start < 0 ? trust : trust[start..]);
            var document = JsonElement.ParseValue(ref reader);
            if (document.ValueKind is not JsonValueKind.String)
            {
                return document;
            }
            var text = document.GetString()!;
            using var inner = JsonDocument.Parse(text.StartsWith('%') ? Uri.UnescapeDataString(text) : text);
            return inner.RootElement.Clone();
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    // A single value may stand where a list is usual.
    private static IReadOnlyList<JsonElement> Each(JsonElement element, string member)
    {
        if (element.ValueKind is not JsonValueKind.Object || !element.TryGetProperty(member, out var value))
        {
            return [];
        }
        return value.ValueKind is JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
    }

    private static IEnumerable<string> Texts(JsonElement element, string member) =>
        Each(element, member).Where(value => value.ValueKind is JsonValueKind.String).Select(value => value.GetString()!);

    private static string? Text(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
