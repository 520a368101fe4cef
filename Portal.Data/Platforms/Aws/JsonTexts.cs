using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Portal.Data.Platforms.Aws;

/// <summary>
/// Makes texts of JSON strings, the same one for the same bytes as long as it is remembered: an export or a log repeats a few hundred
/// ARNs, names and tag keys a hundred thousand times. Holds a fixed number of short texts; not for several threads at once.
/// </summary>
/// <param name="slots">How many texts are remembered at most.</param>
internal sealed class JsonTexts(int slots = 8192)
{
    private const int LongestShared = 400;

    private readonly string?[] _texts = new string?[slots];
    private readonly byte[]?[] _bytes = new byte[]?[slots];

    /// <summary>The text of the string or member name that <paramref name="reader"/> stands on, shared when it is short.</summary>
    /// <exception cref="FormatException">The string is no valid Unicode.</exception>
    public string Shared(ref Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped || reader.HasValueSequence || reader.ValueSpan.Length > LongestShared)
        {
            return Read(ref reader);
        }
        var bytes = reader.ValueSpan;
        var slot = Slot(bytes);
        if (_bytes[slot] is { } known && bytes.SequenceEqual(known))
        {
            return _texts[slot]!;
        }
        var text = Read(ref reader);
        (_bytes[slot], _texts[slot]) = (bytes.ToArray(), text);
        return text;
    }

    /// <summary>The text of a string, shared when it is short.</summary>
    /// <exception cref="InvalidOperationException">The string is no valid Unicode.</exception>
    public string Shared(JsonElement json) => Shared(JsonMarshal.GetRawUtf8Value(json)[1..^1]) ?? json.GetString()!;

    /// <summary>The name of a member, shared when it is short.</summary>
    /// <exception cref="InvalidOperationException">The name is no valid Unicode.</exception>
    public string Shared(JsonProperty member) => Shared(JsonMarshal.GetRawUtf8PropertyName(member)) ?? member.Name;

    /// <summary>The text of the string or member name that <paramref name="reader"/> stands on.</summary>
    /// <exception cref="FormatException">The string is no valid Unicode.</exception>
    public static string Read(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException broken) when (broken.InnerException is DecoderFallbackException || reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
        {
            throw new FormatException("A text here is not valid UTF-8.", broken);
        }
    }

    /// <summary>Null when it takes more than looking at the bytes.</summary>
    private string? Shared(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > LongestShared || bytes.Contains((byte)'\\') || !Ascii.IsValid(bytes))
        {
            return null;
        }
        var slot = Slot(bytes);
        if (_bytes[slot] is { } known && bytes.SequenceEqual(known))
        {
            return _texts[slot]!;
        }
        var text = Encoding.ASCII.GetString(bytes);
        (_bytes[slot], _texts[slot]) = (bytes.ToArray(), text);
        return text;
    }

    private int Slot(ReadOnlySpan<byte> bytes)
    {
        // ARNs differ at their ends and in the middle, names at their starts.
        var mixed = (ulong)bytes.Length * 0x9E3779B97F4A7C15;
        if (bytes.Length >= 8)
        {
            mixed = (mixed ^ MemoryMarshal.Read<ulong>(bytes)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 29) ^ MemoryMarshal.Read<ulong>(bytes[((bytes.Length - 8) / 2)..])) * 0x94D049BB133111EB;
            mixed = (mixed ^ (mixed >> 31) ^ MemoryMarshal.Read<ulong>(bytes[^8..])) * 0x9E3779B97F4A7C15;
        }
        else
        {
            foreach (var b in bytes)
            {
                mixed = (mixed ^ b) * 0xBF58476D1CE4E5B9;
            }
        }
        return (int)((mixed >> 40) % (uint)_texts.Length);
    }
}
