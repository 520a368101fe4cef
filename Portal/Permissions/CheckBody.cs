using System.Text.Json;
using Portal.Data.Inventory;
using Portal.Data.Platforms;

namespace Portal.Permissions;

/// <summary>A question: may this identity do this action on this resource?</summary>
internal sealed record CheckBody
{
    /// <summary>The identity.</summary>
    public IdentityId? IdentityId { get; init; }

    /// <summary>The action, for example <c>s3:GetObject</c>.</summary>
    public string? Action { get; init; }

    /// <summary>The resource's native id; <c>*</c> when absent.</summary>
    public string? Resource { get; init; }

    /// <summary>Known condition keys; each value a string or a list of strings.</summary>
    public Dictionary<string, JsonElement>? Context { get; init; }

    /// <summary>As of this time; now when absent.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>What makes no sense, by field.</summary>
    public Dictionary<string, string[]> Check()
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (IdentityId is null)
        {
            errors["identityId"] = ["is needed."];
        }
        if (Action?.IndexOf(':', StringComparison.Ordinal) is null or < 1)
        {
            errors["action"] = ["must be a service and an action, for example s3:GetObject."];
        }
        foreach (var (key, value) in Context ?? [])
        {
            if (ValuesOf(value) is null)
            {
                errors[$"context.{key}"] = ["must be a text, number, true or false, or a list of these."];
            }
        }
        return errors;
    }

    /// <summary>The question for the engine.</summary>
    public AccessQuestion ToQuestion() => new(
        Action!,
        string.IsNullOrWhiteSpace(Resource) ? "*" : Resource,
        (Context ?? []).ToDictionary(c => c.Key, c => (IReadOnlyList<string>)ValuesOf(c.Value)!, StringComparer.OrdinalIgnoreCase));

    private static string[]? ValuesOf(JsonElement value)
    {
        var values = (value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : Enumerable.Repeat(value, 1)).Select(TextOf).ToList();
        return values.Contains(null) ? null : [.. values.OfType<string>()];
    }

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };
}
