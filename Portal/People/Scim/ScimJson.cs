using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.People.Scim;

/// <summary>Reads members of resources, whose names mean the same in any case.</summary>
internal static class ScimJson
{
    private const int Deepest = 16;
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = Deepest, AllowDuplicateProperties = false };

    /// <summary>Reads a body as an object whose texts are all whole.</summary>
    /// <exception cref="ScimException">It is none.</exception>
    public static async Task<JsonObject> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        try
        {
            var read = await JsonNode.ParseAsync(body, nodeOptions: null, Strict, cancellationToken) as JsonObject;
            Touch(read);
            return read ?? throw ScimException.InvalidSyntax("The body must be a JSON object.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            throw ScimException.InvalidSyntax("The body is no JSON, or holds a member twice or a broken text.");
        }
    }

    /// <summary>The name that the object has for a member, or the name itself when it has none.</summary>
    public static string NameIn(JsonObject parent, string name) =>
        parent.Select(p => p.Key).FirstOrDefault(key => key.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? name;

    /// <summary>A member, or null.</summary>
    public static JsonNode? Get(JsonObject? parent, string name) => parent?[NameIn(parent, name)];

    /// <summary>A text without the space around it; null when there is none or it is empty.</summary>
    /// <exception cref="ScimException">It is no text.</exception>
    public static string? Text(JsonObject? parent, string name) => Get(parent, name) switch
    {
        null => null,
        { } node when node.GetValueKind() == JsonValueKind.String => node.GetValue<string>().Trim() is { Length: > 0 } text ? text : null,
        _ => throw ScimException.InvalidValue($"{name} must be a text."),
    };

    /// <summary>A truth, which some directories write as text; null when there is none.</summary>
    /// <exception cref="ScimException">It is none.</exception>
    public static bool? Truth(JsonObject? parent, string name) => Get(parent, name) switch
    {
        null => null,
        { } node when node.GetValueKind() is JsonValueKind.True or JsonValueKind.False => node.GetValue<bool>(),
        { } node when node.GetValueKind() == JsonValueKind.String && bool.TryParse(node.GetValue<string>(), out var said) => said,
        _ => throw ScimException.InvalidValue($"{name} must be true or false."),
    };

    /// <summary>The objects of an attribute of many values; one alone counts as a list of one.</summary>
    /// <exception cref="ScimException">It is something else.</exception>
    public static IReadOnlyList<JsonObject> Objects(JsonObject parent, string name) => Get(parent, name) switch
    {
        null => [],
        JsonObject one => [one],
        JsonArray many when many.All(m => m is JsonObject) => [.. many.OfType<JsonObject>()],
        _ => throw ScimException.InvalidValue($"{name} must be a list of objects."),
    };

    private static void Touch(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject o:
                foreach (var (_, value) in o)
                {
                    Touch(value);
                }
                break;
            case JsonArray array:
                foreach (var value in array)
                {
                    Touch(value);
                }
                break;
            case not null when node.GetValueKind() == JsonValueKind.String:
                _ = node.GetValue<string>();
                break;
        }
    }
}
