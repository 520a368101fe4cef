using System.Text;
using System.Text.Json;

namespace Portal.Data.Platforms.Aws.Simulation.Calls;

/// <summary>Where a statement stands in its document.</summary>
/// <param name="Start">Its opening brace.</param>
/// <param name="End">Just behind its closing brace.</param>
internal sealed record StatementPosition(TextPosition Start, TextPosition End)
{
    /// <summary>The statements of a sound document, in their order.</summary>
    public static IReadOnlyList<StatementPosition> InDocument(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(utf8);
        var positions = new List<StatementPosition>();
        var (at, position) = (0, new TextPosition(1, 1));
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
            {
                continue;
            }
            var isStatement = reader.ValueTextEquals("Statement"u8);
            reader.Read();
            if (!isStatement)
            {
                reader.Skip();
                continue;
            }
            var isList = reader.TokenType == JsonTokenType.StartArray;
            while (!isList || (reader.Read() && reader.TokenType != JsonTokenType.EndArray))
            {
                var start = position = Advance(utf8, ref at, (int)reader.TokenStartIndex, position);
                reader.Skip();
                position = Advance(utf8, ref at, (int)reader.BytesConsumed, position);
                positions.Add(new StatementPosition(start, position));
                if (!isList)
                {
                    break;
                }
            }
        }
        return positions;
    }

    private static TextPosition Advance(ReadOnlySpan<byte> utf8, ref int at, int to, TextPosition from)
    {
        var (line, column) = (from.Line, from.Column);
        for (; at < to; at++)
        {
            if (utf8[at] == (byte)'\n')
            {
                (line, column) = (line + 1, 1);
            }
            else if ((utf8[at] & 0xC0) != 0x80)
            {
                column++;
            }
        }
        return new TextPosition(line, column);
    }
}
