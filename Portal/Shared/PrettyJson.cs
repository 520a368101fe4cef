using System.Text.Encodings.Web;
using System.Text.Json;

namespace Portal.Shared;

/// <summary>Lays JSON out for reading.</summary>
public static class PrettyJson
{
    // Shown as text, never as markup: nothing in it needs to be escaped for a document.
    private static readonly JsonSerializerOptions Laid = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text laid out; as it is when it is no JSON.</summary>
    public static string Of(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return JsonSerializer.Serialize(document.RootElement, Laid).ReplaceLineEndings("\n");
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
