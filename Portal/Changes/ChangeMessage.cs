using System.Text.Json;
using Portal.Data.Changes;
using Portal.Data.Storage;

namespace Portal.Changes;

/// <summary>
/// A change as the hub sends it. SignalR's MessagePack names members by their .NET names and knows nothing of our identifiers; a tree of plain
/// values comes out of both protocols in the one shape that the API has.
/// </summary>
internal static class ChangeMessage
{
    /// <summary>The tree.</summary>
    public static Dictionary<string, object?> Of(ChangeDetail change) =>
        (Dictionary<string, object?>)Plain(JsonSerializer.SerializeToElement(change, StoredJson.Options))!;

    private static object? Plain(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().ToDictionary(p => p.Name, p => Plain(p.Value), StringComparer.Ordinal),
        JsonValueKind.Array => json.EnumerateArray().Select(Plain).ToArray(),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.TryGetInt64(out var whole) ? whole : json.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
