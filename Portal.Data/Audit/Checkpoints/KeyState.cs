using System.Text.Json;
using Portal.Data.Storage;

namespace Portal.Data.Audit.Checkpoints;

/// <summary>What entries about keys hold as before and after.</summary>
/// <param name="Key">The public key.</param>
internal sealed record KeyState(string Key)
{
    /// <summary>The key in such a text, or null when it holds none.</summary>
    public static string? Read(string? json)
    {
        try
        {
            return json is null ? null : JsonSerializer.Deserialize<KeyState>(json, StoredJson.Options)?.Key;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
