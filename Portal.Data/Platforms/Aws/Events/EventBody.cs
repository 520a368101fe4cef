using System.Text.Json;

namespace Portal.Data.Platforms.Aws.Events;

/// <summary>
/// Takes a body apart into CloudTrail records, whatever delivered them: a log file (<c>Records</c>), EventBridge (<c>detail</c>),
/// <c>aws cloudtrail lookup-events</c> (<c>Events</c>), CloudWatch Logs (<c>logEvents</c>); one of these, a list of them, or one a line.
/// </summary>
internal static class EventBody
{
    /// <summary>How deep an event may nest.</summary>
    public const int DeepestNesting = 128;

    private static readonly JsonReaderOptions Options = new() { AllowMultipleValues = true, MaxDepth = DeepestNesting };
    private static readonly JsonReaderOptions Inner = new() { MaxDepth = DeepestNesting };

    /// <summary>The parts of <paramref name="body"/>, in order.</summary>
    public static IEnumerable<EventPart> Split(ReadOnlyMemory<byte> body)
    {
        var offset = body.Span.StartsWith("\uFEFF"u8) ? 3 : 0;
        while (true)
        {
            var (value, next, problem) = NextValue(body, offset);
            if (problem is not null)
            {
                yield return EventPart.Broken(problem, body[offset..(next < 0 ? body.Length : next)]);
            }
            else if (value.Length == 0)
            {
                yield break;
            }
            else
            {
                foreach (var part in Within(value))
                {
                    yield return part;
                }
            }
            if (next < 0)
            {
                yield break;
            }
            offset = next;
        }
    }

    private static IEnumerable<EventPart> Within(ReadOnlyMemory<byte> value)
    {
        if (value.Span[0] == (byte)'[')
        {
            return Elements(value).SelectMany(Within);
        }
        if (value.Span[0] != (byte)'{')
        {
            return [EventPart.Broken("An event is a JSON object, but this is a single value.", value)];
        }
        var (form, part) = Recognize(value);
        return form switch
        {
            Form.Record => [EventPart.Record(value)],
            Form.Envelope => [EventPart.Record(part)],
            Form.OtherEnvelope => [EventPart.Other],
            Form.List => Elements(part).SelectMany(Within),
            Form.Texts => Elements(part).SelectMany(FromText),
            _ => [EventPart.Broken("This is no CloudTrail record: it has neither eventName nor Records nor detail.", value)],
        };
    }

    private static IEnumerable<EventPart> FromText(ReadOnlyMemory<byte> carrier)
    {
        var reader = new Utf8JsonReader(carrier.Span, Inner);
        reader.Read();
        if (reader.TokenType is JsonTokenType.StartObject)
        {
            while (reader.NextMember())
            {
                if (reader.ValueTextEquals("CloudTrailEvent"u8) || reader.ValueTextEquals("message"u8))
                {
                    reader.Read();
                    if (reader.TokenType is not JsonTokenType.String)
                    {
                        break;
                    }
                    var text = new byte[reader.ValueSpan.Length];
                    return Split(text.AsMemory(0, reader.CopyString(text)));
                }
                reader.SkipValue();
            }
        }
        return [EventPart.Broken("This entry carries no event.", carrier)];
    }

    // Members of the list that the text begins with. The text was checked before.
    private static List<ReadOnlyMemory<byte>> Elements(ReadOnlyMemory<byte> list)
    {
        List<ReadOnlyMemory<byte>> elements = [];
        var reader = new Utf8JsonReader(list.Span, Inner);
        reader.Read();
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            elements.Add(list[start..(int)reader.BytesConsumed]);
        }
        return elements;
    }

    private static (Form Form, ReadOnlyMemory<byte> Part) Recognize(ReadOnlyMemory<byte> value)
    {
        var reader = new Utf8JsonReader(value.Span, Inner);
        reader.Read();
        ReadOnlyMemory<byte> detail = default;
        var isEnvelope = false;
        var isOfCloudTrail = true;
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("eventVersion"u8) || reader.ValueTextEquals("eventName"u8)
                || reader.ValueTextEquals("eventID"u8) || reader.ValueTextEquals("userIdentity"u8))
            {
                return (Form.Record, value);
            }
            var isRecords = reader.ValueTextEquals("Records"u8);
            var isTexts = reader.ValueTextEquals("Events"u8) || reader.ValueTextEquals("logEvents"u8);
            var isDetail = reader.ValueTextEquals("detail"u8);
            var isDetailType = reader.ValueTextEquals("detail-type"u8);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            var kind = reader.TokenType;
            if (kind is JsonTokenType.StartArray && (isRecords || isTexts))
            {
                // Whoever takes the list apart finds its end.
                return (isRecords ? Form.List : Form.Texts, value[start..]);
            }
            if (isDetailType)
            {
                isEnvelope = true;
                isOfCloudTrail = kind is JsonTokenType.String && reader.ValueSpan.EndsWith("via CloudTrail"u8);
            }
            reader.Skip();
            if (isDetail && kind is JsonTokenType.StartObject)
            {
                detail = value[start..(int)reader.BytesConsumed];
            }
        }
        return isEnvelope && !isOfCloudTrail ? (Form.OtherEnvelope, default)
            : detail.Length > 0 ? (Form.Envelope, detail)
            : (Form.Unknown, default);
    }

    private static (ReadOnlyMemory<byte> Value, int Next, string? Problem) NextValue(ReadOnlyMemory<byte> body, int offset)
    {
        var rest = body.Span[offset..];
        var blank = rest.IndexOfAnyExcept(" \t\r\n"u8);
        if (blank < 0)
        {
            return (default, -1, null);
        }
        offset += blank;
        var reader = new Utf8JsonReader(body.Span[offset..], isFinalBlock: true, new JsonReaderState(Options));
        try
        {
            reader.Read();
            reader.Skip();
            var end = offset + (int)reader.BytesConsumed;
            return (body[offset..end], end, null);
        }
        catch (JsonException broken)
        {
            return (default, NextLine(body.Span, offset), Described(broken));
        }
    }

    // With one event a line, a broken line costs that event alone. Elsewhere nothing after the fault can be trusted.
    private static int NextLine(ReadOnlySpan<byte> body, int offset)
    {
        var end = body[offset..].IndexOf((byte)'\n');
        return end >= 0 && offset + end + 1 < body.Length && body[offset + end + 1] == (byte)'{' ? offset + end + 1 : -1;
    }

    private static string Described(JsonException broken) =>
        broken.Message.Contains("depth", StringComparison.Ordinal)
            ? $"The JSON nests deeper than {DeepestNesting} levels, or is cut off."
            : $"The JSON is broken or cut off (line {(broken.LineNumber ?? 0) + 1}, byte {(broken.BytePositionInLine ?? 0) + 1} of this event).";

    private enum Form
    {
        Unknown,
        Record,
        Envelope,
        OtherEnvelope,
        List,
        Texts,
    }
}
