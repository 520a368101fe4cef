using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Tests.Support;

/// <summary>Bodies that make sense, made from what an OpenAPI document says of its operations.</summary>
/// <param name="document">The document.</param>
/// <param name="known">A value that makes sense for a member of this name, or null to go by its type; undefined leaves it out.</param>
internal sealed class DescribedBodies(JsonElement document, Func<string, JsonNode?> known)
{
    private const int Deep = 4;

    /// <summary>The operations that take JSON, each with its method and path.</summary>
    public IEnumerable<(string Method, string Path, JsonElement Schema)> Operations =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        where operation.Value.TryGetProperty("requestBody", out _)
        let content = operation.Value.GetProperty("requestBody").GetProperty("content")
        where content.TryGetProperty("application/json", out _)
        select (operation.Name.ToUpperInvariant(), path.Name, content.GetProperty("application/json").GetProperty("schema"));

    /// <summary>A body of this form.</summary>
    /// <param name="schema">The form.</param>
    /// <param name="extra">Called with each object that is made and the names of the members that it may have, to add to it.</param>
    public JsonNode? Make(JsonElement schema, Action<JsonObject, IReadOnlySet<string>>? extra = null) => Make(schema, extra, Deep);

    private JsonNode? Make(JsonElement schema, Action<JsonObject, IReadOnlySet<string>>? extra, int depth)
    {
        if (depth == 0)
        {
            return null;
        }
        if (schema.TryGetProperty("$ref", out var reference))
        {
            return Make(document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]), extra, depth);
        }
        if (schema.TryGetProperty("oneOf", out var several) || schema.TryGetProperty("anyOf", out several))
        {
            return Make(several.EnumerateArray().First(s => !s.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String || type.GetString() != "null"), extra, depth);
        }
        if (schema.TryGetProperty("enum", out var names))
        {
            return JsonNode.Parse(names.EnumerateArray().First(n => n.ValueKind != JsonValueKind.Null).GetRawText());
        }
        if (schema.TryGetProperty("properties", out var properties))
        {
            var made = new JsonObject();
            foreach (var property in properties.EnumerateObject())
            {
                if (known(property.Name) is { } value)
                {
                    made[property.Name] = value;
                }
                else if (Make(property.Value, extra, depth - 1) is { } other)
                {
                    made[property.Name] = other;
                }
            }
            extra?.Invoke(made, properties.EnumerateObject().Select(p => p.Name).ToHashSet(StringComparer.Ordinal));
            return made;
        }
        return schema.TryGetProperty("items", out var items)
            ? new JsonArray(Make(items, extra, depth - 1))
            : Simple(schema);
    }

    private static JsonNode? Simple(JsonElement schema)
    {
        var types = !schema.TryGetProperty("type", out var type) ? [] : type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()).ToList() : [type.GetString()];
        return types.Find(t => t != "null") switch
        {
            "string" when schema.TryGetProperty("format", out var format) && format.GetString() == "uuid" => null,
            "string" when schema.TryGetProperty("format", out var format) && format.GetString() == "date-time" =>
                TimeProvider.System.GetUtcNow().AddDays(30).ToString("O", CultureInfo.InvariantCulture),
            // A text has no type in the document: it may be written in more than one way.
            "string" or null => "Said in a test",
            _ => null,
        };
    }
}
