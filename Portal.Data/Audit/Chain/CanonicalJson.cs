using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Portal.Data.Audit.Chain;

/// <summary>
/// The one form of a JSON value that is hashed: RFC 8785 (JCS). Members sorted by their UTF-16 code units, no white space, texts and numbers
/// as ECMAScript writes them, nothing normalized.
/// </summary>
internal static class CanonicalJson
{
    private const int LastFixedExponent = 21;
    private const int LastFixedFraction = -6;

    private static readonly SearchValues<byte> Escaped = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(i => (byte)i), (byte)'"', (byte)'\\']);

    /// <summary>The canonical bytes of <paramref name="value"/>.</summary>
    /// <exception cref="FormatException">It has no canonical form: a name twice in one object, half a surrogate pair, a number too large.</exception>
    public static byte[] Of(JsonElement value)
    {
        var bytes = new ArrayBufferWriter<byte>();
        Write(bytes, value);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Writes a text that is valid UTF-8, with its quotes.</summary>
    public static void WriteText(IBufferWriter<byte> to, ReadOnlySpan<byte> utf8)
    {
        to.Write("\""u8);
        while (utf8.IndexOfAny(Escaped) is >= 0 and var at)
        {
            to.Write(utf8[..at]);
            WriteEscape(to, utf8[at]);
            utf8 = utf8[(at + 1)..];
        }
        to.Write(utf8);
        to.Write("\""u8);
    }

    /// <summary>A number as ECMAScript's <c>Number::toString</c> writes it, which RFC 8785 asks for.</summary>
    /// <exception cref="FormatException">It is infinite or no number.</exception>
    public static string Number(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new FormatException("A number is too large for JSON's canonical form.");
        }
        if (value == 0)
        {
            return "0";
        }
        // The shortest digits that read back as the same number, as ddd.ddd or d.dddE±nn.
        var shortest = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        var end = shortest.IndexOf('E', StringComparison.Ordinal);
        var mantissa = end < 0 ? shortest : shortest[..end];
        var power = end < 0 ? 0 : int.Parse(shortest.AsSpan(end + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var point = mantissa.IndexOf('.', StringComparison.Ordinal) is >= 0 and var at ? at : mantissa.Length;
        var all = mantissa.Replace(".", string.Empty, StringComparison.Ordinal);
        var significant = all.TrimStart('0');
        var digits = significant.TrimEnd('0');
        var exponent = point - (all.Length - significant.Length) + power;
        return (value < 0 ? "-" : string.Empty) + Placed(digits, exponent);
    }

    private static void Write(ArrayBufferWriter<byte> to, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(to, value);
                break;
            case JsonValueKind.Array:
                var separator = "["u8;
                foreach (var item in value.EnumerateArray())
                {
                    to.Write(separator);
                    separator = ","u8;
                    Write(to, item);
                }
                to.Write(separator is [(byte)'['] ? "[]"u8 : "]"u8);
                break;
            case JsonValueKind.String:
                WriteText(to, Encoding.UTF8.GetBytes(Text(value.GetString)));
                break;
            case JsonValueKind.Number:
                to.Write(Encoding.ASCII.GetBytes(Number(value.GetDouble())));
                break;
            case JsonValueKind.True:
                to.Write("true"u8);
                break;
            case JsonValueKind.False:
                to.Write("false"u8);
                break;
            case JsonValueKind.Null:
                to.Write("null"u8);
                break;
            case JsonValueKind.Undefined:
                throw new FormatException("There is no JSON value.");
        }
    }

    private static void WriteObject(ArrayBufferWriter<byte> to, JsonElement value)
    {
        var members = value.EnumerateObject().Select(m => (Name: Text(() => m.Name), m.Value)).ToList();
        members.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        to.Write("{"u8);
        for (var i = 0; i < members.Count; i++)
        {
            if (i > 0)
            {
                if (members[i - 1].Name == members[i].Name)
                {
                    throw new FormatException($"The name '{members[i].Name}' stands twice in one object.");
                }
                to.Write(","u8);
            }
            WriteText(to, Encoding.UTF8.GetBytes(members[i].Name));
            to.Write(":"u8);
            Write(to, members[i].Value);
        }
        to.Write("}"u8);
    }

    private static string Text(Func<string?> read)
    {
        try
        {
            return read()!;
        }
        catch (InvalidOperationException exception)
        {
            throw new FormatException("A text holds half a surrogate pair or bytes that are not UTF-8.", exception);
        }
    }

    private static void WriteEscape(IBufferWriter<byte> to, byte character)
    {
        switch (character)
        {
            case (byte)'"':
                to.Write("\\\""u8);
                break;
            case (byte)'\\':
                to.Write("\\\\"u8);
                break;
            case (byte)'\b':
                to.Write("\\b"u8);
                break;
            case (byte)'\t':
                to.Write("\\t"u8);
                break;
            case (byte)'\n':
                to.Write("\\n"u8);
                break;
            case (byte)'\f':
                to.Write("\\f"u8);
                break;
            case (byte)'\r':
                to.Write("\\r"u8);
                break;
            default:
                Span<byte> escape = stackalloc byte[6];
                Utf8.TryWrite(escape, CultureInfo.InvariantCulture, $"\\u{character:x4}", out _);
                to.Write(escape);
                break;
        }
    }

    /// <summary>Sets the point of 0.<paramref name="digits"/> × 10^<paramref name="exponent"/>.</summary>
    private static string Placed(string digits, int exponent)
    {
        if (digits.Length <= exponent && exponent <= LastFixedExponent)
        {
            return digits.PadRight(exponent, '0');
        }
        if (exponent is > 0 and <= LastFixedExponent)
        {
            return digits.Insert(exponent, ".");
        }
        if (exponent is > LastFixedFraction and <= 0)
        {
            return "0." + new string('0', -exponent) + digits;
        }
        var power = (exponent - 1).ToString("+0;-0", CultureInfo.InvariantCulture);
        return (digits.Length == 1 ? digits : digits.Insert(1, ".")) + "e" + power;
    }
}
