using System.Globalization;
using System.Text.Json;

namespace Portal.Data.Platforms.Aws;

/// <summary>Steps through a JSON object of AWS without building it. A value of another kind than AWS documents is a <see cref="FormatException"/>; null is nothing.</summary>
internal static class ElementJson
{
    /// <summary>True when the object has one of two members.</summary>
    public static bool Has(ReadOnlySpan<byte> element, ReadOnlySpan<byte> member, ReadOnlySpan<byte> other)
    {
        var reader = new Utf8JsonReader(element);
        reader.Read();
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals(member) || reader.ValueTextEquals(other))
            {
                return true;
            }
            reader.SkipValue();
        }
        return false;
    }

    extension(ref Utf8JsonReader reader)
    {
        /// <summary>Goes to the next member of the object that was entered.</summary>
        /// <returns>False at the object's end.</returns>
        public bool NextMember() => reader.Read() && reader.TokenType is JsonTokenType.PropertyName;

        /// <summary>Goes into the object that comes next.</summary>
        /// <returns>False when null stands in its place.</returns>
        public bool EnterObject(string what) => reader.Enter(JsonTokenType.StartObject, what, "an object");

        /// <summary>Goes into the list that comes next.</summary>
        /// <returns>False when null stands in its place.</returns>
        public bool EnterList(string what) => reader.Enter(JsonTokenType.StartArray, what, "a list");

        /// <summary>Goes to the next object of the list that was entered, and into it.</summary>
        /// <returns>False at the list's end.</returns>
        public bool NextObject(string what)
        {
            while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject:
                        return true;
                    case JsonTokenType.Null:
                        break;
                    default:
                        throw new FormatException($"{what} should hold objects.");
                }
            }
            return false;
        }

        /// <summary>Passes over the member's value.</summary>
        public void SkipValue()
        {
            reader.Read();
            reader.Skip();
        }

        /// <summary>The text that comes next, or null.</summary>
        public string? Text(JsonTexts texts, string what)
        {
            reader.Read();
            return reader.TokenType switch
            {
                JsonTokenType.String => texts.Shared(ref reader),
                JsonTokenType.Null => null,
                _ => throw new FormatException($"{what} should be a text."),
            };
        }

        /// <summary>The time that comes next: ISO 8601, or seconds since 1970; null when it is neither.</summary>
        public DateTimeOffset? Time()
        {
            reader.Read();
            switch (reader.TokenType)
            {
                case JsonTokenType.String when reader.TryGetDateTimeOffset(out var time):
                    return time.ToUniversalTime();
                case JsonTokenType.String:
                    const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
                    return DateTimeOffset.TryParse(JsonTexts.Read(ref reader), CultureInfo.InvariantCulture, Utc, out var parsed) ? parsed : null;
                case JsonTokenType.Number when reader.TryGetDouble(out var seconds) && seconds is > -62_135_596_800 and < 253_402_300_799:
                    return DateTimeOffset.UnixEpoch.AddSeconds(seconds);
                default:
                    reader.Skip();
                    return null;
            }
        }

        /// <summary>The truth value that comes next; false for anything else.</summary>
        public bool Truth()
        {
            reader.Read();
            var truth = reader.TokenType is JsonTokenType.True
                || (reader.TokenType is JsonTokenType.String && reader.ValueTextEquals("true"u8));
            reader.Skip();
            return truth;
        }

        private bool Enter(JsonTokenType start, string what, string shape)
        {
            reader.Read();
            return reader.TokenType == start
                || (reader.TokenType is JsonTokenType.Null ? false : throw new FormatException($"{what} should be {shape}."));
        }
    }
}
