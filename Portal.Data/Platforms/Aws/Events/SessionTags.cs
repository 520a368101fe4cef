using System.Text.Json;
using Portal.Data.Platforms.Aws.Signals;

namespace Portal.Data.Platforms.Aws.Events;

/// <summary>
/// Finds in a call to the token service the tag that opens the session as an agent's. A trust policy decides who may set tags, so they are
/// bound by configuration; in a call that was refused they are only what the caller wanted to be.
/// </summary>
internal static class SessionTags
{
    private const int TellsAnAgent = 50;

    /// <summary>Adds the mark, if there is one.</summary>
    public static void Add(RequestFields fields, bool isRefused, ref List<AgentMark>? marks)
    {
        // "tags": [ { "key": "ai-agent", "value": "infra-fixer" } ] as the caller gave them, "principalTags": { "ai-agent": "infra-fixer" } out of
        // the identity provider's assertion, and the same form for what a chain of roles hands on.
        var found = OfList(fields.RequestElement("tags")) ?? OfObject("principalTags", fields) ?? OfObject("incomingTransitiveTags", fields);
        if (found is var (field, key, value))
        {
            var agent = value.Trim().ToUpperInvariant() is "TRUE" or "YES" or "1" ? $"an agent tagged {key}" : value;
            (marks ??= []).Add(new AgentMark(agent, isRefused ? AttributionGrade.C : AttributionGrade.B, $"requestParameters.{field} {key} = {value}"));
        }
    }

    private static (string Field, string Key, string Value)? OfList(JsonElement tags)
    {
        if (tags.ValueKind is not JsonValueKind.Array)
        {
            return null;
        }
        foreach (var tag in tags.EnumerateArray())
        {
            if (tag.ValueKind is JsonValueKind.Object && tag.TryGetProperty("key", out var key) && tag.TryGetProperty("value", out var value)
                && key.ValueKind is JsonValueKind.String && Told(key.GetString()!, value) is { } told)
            {
                return ("tags", key.GetString()!, told);
            }
        }
        return null;
    }

    private static (string Field, string Key, string Value)? OfObject(string field, RequestFields fields)
    {
        var tags = fields.RequestElement(field);
        if (tags.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }
        foreach (var tag in tags.EnumerateObject())
        {
            if (Told(tag.Name, tag.Value) is { } told)
            {
                return (field, tag.Name, told);
            }
        }
        return null;
    }

    private static string? Told(string key, JsonElement value) =>
        value.ValueKind is JsonValueKind.String && value.GetString() is var text && AgentWords.OfTag(key, text!) >= TellsAnAgent ? text : null;
}
