using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Portal.Shared;

/// <summary>JSON laid out for reading, cut where one of its values begins and ends, in whole lines.</summary>
/// <param name="Before">The lines before the value, with their line ends.</param>
/// <param name="Marked">The lines of the value, its name and the comma after it included; empty when the document does not hold it.</param>
/// <param name="After">The lines after it.</param>
public sealed record MarkedJson(string Before, string Marked, string After)
{
    // Shown as text, never as markup: nothing in it needs to be escaped for a document.
    private static readonly JsonWriterOptions Laid = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The first line of the value, counted from 1.</summary>
    public int FirstLine => Before.Count('\n') + 1;

    /// <summary>The last line of the value.</summary>
    public int LastLine => FirstLine + Marked.TrimEnd('\n').Count('\n');

    /// <summary>How many lines the document has.</summary>
    public int Lines => Before.Count('\n') + Marked.Count('\n') + After.Count('\n') + 1;

    /// <summary>Lays a document out and finds a value in it.</summary>
    /// <param name="text">The document; no JSON stays as it is, with nothing marked.</param>
    /// <param name="path">JSON pointer (RFC 6901) of the value; the empty one, which means the whole document, marks nothing.</param>
    public static MarkedJson Of(string text, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var buffer = new ArrayBufferWriter<byte>(text.Length * 2);
            using var writer = new Utf8JsonWriter(buffer, Laid);
            var layout = new Layout(writer, path);
            layout.Write(document.RootElement, string.Empty);
            writer.Flush();
            return layout.Cut(buffer.WrittenSpan);
        }
        catch (JsonException)
        {
            return new(text, string.Empty, string.Empty);
        }
    }

    private sealed class Layout(Utf8JsonWriter writer, string wanted)
    {
        private (int From, int To)? _place;

        private int Position => (int)(writer.BytesCommitted + writer.BytesPending);

        public void Write(JsonElement value, string path)
        {
            // What is written first is the comma, the line end and the indentation before the value.
            var from = Position;
            switch (value.ValueKind)
            {
                case JsonValueKind.Object:
                    writer.WriteStartObject();
                    foreach (var member in value.EnumerateObject())
                    {
                        writer.WritePropertyName(member.Name);
                        Write(member.Value, $"{path}/{member.Name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}");
                    }
                    writer.WriteEndObject();
                    break;
                case JsonValueKind.Array:
                    writer.WriteStartArray();
                    var i = 0;
                    foreach (var item in value.EnumerateArray())
                    {
                        Write(item, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{path}/{i++}"));
                    }
                    writer.WriteEndArray();
                    break;
                default:
                    value.WriteTo(writer);
                    break;
            }
            if (path.Length > 0 && _place is null && path.Equals(wanted, StringComparison.Ordinal))
            {
                _place = (from, Position);
            }
        }

        public MarkedJson Cut(ReadOnlySpan<byte> written)
        {
            if (_place is not var (from, to))
            {
                return new(Encoding.UTF8.GetString(written), string.Empty, string.Empty);
            }
            while (from < to && written[from] is (byte)',' or (byte)'\n' or (byte)' ')
            {
                from++;
            }
            from = written[..from].LastIndexOf((byte)'\n') + 1;
            to = written[to..].IndexOf((byte)'\n') is >= 0 and var more ? to + more + 1 : written.Length;
            return new(Encoding.UTF8.GetString(written[..from]), Encoding.UTF8.GetString(written[from..to]), Encoding.UTF8.GetString(written[to..]));
        }
    }
}
