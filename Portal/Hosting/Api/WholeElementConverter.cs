using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Hosting.Api;

/// <summary>
/// Parts of bodies that are read later, with the same texts as all others: what cannot be one, such as half of a character, is refused here, where
/// the answer still knows its place, and not by whoever asks for the text.
/// </summary>
internal sealed class WholeElementConverter : JsonConverter<JsonElement>
{
    /// <inheritdoc/>
    public override JsonElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var ahead = reader;
        var depth = reader.CurrentDepth;
        do
        {
            if (ahead.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && ahead.ValueIsEscaped)
            {
                WholeTextConverter.Checked(ahead.GetString()!);
            }
        }
        while ((ahead.CurrentDepth > depth || ahead.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) && ahead.Read());
        return JsonElement.ParseValue(ref reader);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options) => value.WriteTo(writer);
}
