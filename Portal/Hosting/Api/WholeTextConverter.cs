using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Hosting.Api;

/// <summary>Texts in bodies, without the zero that no text here has and PostgreSQL does not keep.</summary>
internal sealed class WholeTextConverter : JsonConverter<string>
{
    /// <inheritdoc/>
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String ? Checked(reader.GetString()!) : throw new JsonException();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    /// <inheritdoc/>
    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Checked(reader.GetString()!);

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePropertyName(value);

    /// <summary>The text, if it is one.</summary>
    /// <exception cref="JsonException">It holds a zero.</exception>
    public static string Checked(string text) => text.Contains('\0', StringComparison.Ordinal) ? throw new JsonException() : text;
}
