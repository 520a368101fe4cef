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

    /// <summary>The most bytes of one event. CloudTrail and EventBridge deliver none over 256 KB, so that this is no event with room to spare.</summary>
    public const int MostEventBytes = 1 << 20;

    /// <summary>The most entries of one list: more would not be events but for a few bytes each.</summary>
    public const int MostEntries = 1_000_000;

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
            else if (value is null)
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

    private static IEnumerable<EventPart> Within(Value value) => value.Form switch
    {
        Form.Record => [RecordOf(value.Json)],
        Form.Envelope => [RecordOf(value.Part)],
        Form.OtherEnvelope => [EventPart.Other],
        Form.List => value.Elements.SelectMany(Within),
        Form.Texts => value.Elements.SelectMany(FromText),
        Form.TooMany => [EventPart.Broken($"The list holds more than {MostEntries} entries, which no list of events does.", value.Json)],
        Form.Single => [EventPart.Broken("An event is a JSON object, but this is a single value.", value.Json)],
        _ => [EventPart.Broken("This is no CloudTrail record: it has neither eventName nor Records nor detail.", value.Json)],
    };

    private static EventPart RecordOf(ReadOnlyMemory<byte> json) => json.Length > MostEventBytes ? TooLong(json) : EventPart.Record(json);

    private static EventPart TooLong(ReadOnlyMemory<byte> json) => EventPart.Broken($"This is larger than {MostEventBytes} bytes, which no event is.", json);

    // What was checked before, as part of what it is in.
    private static IEnumerable<EventPart> Within(ReadOnlyMemory<byte> json)
    {
        var reader = new Utf8JsonReader(json.Span, Inner);
        reader.Read();
        return Within(Recognize(ref reader, json));
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
                    if (reader.ValueSpan.Length > MostEventBytes)
                    {
                        return [TooLong(carrier)];
                    }
                    var text = new byte[reader.ValueSpan.Length];
                    return Split(text.AsMemory(0, reader.CopyString(text)));
                }
                reader.SkipValue();
            }
        }
        return [EventPart.Broken("This entry carries no event.", carrier)];
    }

    /// <summary>Tells what the value is that the reader stands at the beginning of. Reads no further than it must to tell.</summary>
    private static Value Recognize(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json)
    {
        if (reader.TokenType is JsonTokenType.StartArray)
        {
            return Value.Of(Form.List, json, Elements(ref reader, json));
        }
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            return new(Form.Single, json);
        }
        ReadOnlyMemory<byte> detail = default;
        var isEnvelope = false;
        var isOfCloudTrail = true;
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("eventVersion"u8) || reader.ValueTextEquals("eventName"u8)
                || reader.ValueTextEquals("eventID"u8) || reader.ValueTextEquals("userIdentity"u8))
            {
                return new(Form.Record, json);
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
                return Value.Of(isRecords ? Form.List : Form.Texts, json, Elements(ref reader, json));
            }
            if (isDetailType)
            {
                isEnvelope = true;
                isOfCloudTrail = kind is JsonTokenType.String && reader.ValueSpan.EndsWith("via CloudTrail"u8);
            }
            reader.Skip();
            if (isDetail && kind is JsonTokenType.StartObject)
            {
                detail = json[start..(int)reader.BytesConsumed];
            }
        }
        return isEnvelope && !isOfCloudTrail ? new(Form.OtherEnvelope, json)
            : detail.Length > 0 ? new(Form.Envelope, json) { Part = detail }
            : new(Form.Unknown, json);
    }

    // Of the list that the reader stands at the beginning of; afterwards it stands at its end. Null when there are too many.
    private static List<ReadOnlyMemory<byte>>? Elements(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json)
    {
        List<ReadOnlyMemory<byte>> elements = [];
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (elements.Count == MostEntries)
            {
                return null;
            }
            elements.Add(json[start..(int)reader.BytesConsumed]);
        }
        return elements;
    }

    // One walk checks the value, finds its end and takes it apart.
    private static (Value? Value, int Next, string? Problem) NextValue(ReadOnlyMemory<byte> body, int offset)
    {
        var blank = body.Span[offset..].IndexOfAnyExcept(" \t\r\n"u8);
        if (blank < 0)
        {
            return (null, -1, null);
        }
        offset += blank;
        var rest = body[offset..];
        var reader = new Utf8JsonReader(rest.Span, isFinalBlock: true, new JsonReaderState(Options));
        try
        {
            reader.Read();
            var value = Recognize(ref reader, rest);
            while (reader.CurrentDepth > 0 || reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                reader.Read();
            }
            var length = (int)reader.BytesConsumed;
            return (value with { Json = rest[..length] }, offset + length, null);
        }
        catch (JsonException broken)
        {
            return (null, NextLine(body.Span, offset), Described(broken));
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

    /// <summary>A value of the body.</summary>
    /// <param name="Form">What it is.</param>
    /// <param name="Json">Its text.</param>
    private sealed record Value(Form Form, ReadOnlyMemory<byte> Json)
    {
        /// <summary>The record inside, when it is an envelope.</summary>
        public ReadOnlyMemory<byte> Part { get; init; }

        /// <summary>What is in the list that it is or has.</summary>
        public IReadOnlyList<ReadOnlyMemory<byte>> Elements { get; private init; } = [];

        /// <summary>One that is or has a list; of none when that holds too many entries.</summary>
        public static Value Of(Form form, ReadOnlyMemory<byte> json, IReadOnlyList<ReadOnlyMemory<byte>>? elements) =>
            elements is null ? new(Form.TooMany, json) : new(form, json) { Elements = elements };
    }

    private enum Form
    {
        Unknown,
        Single,
        Record,
        Envelope,
        OtherEnvelope,
        List,
        Texts,
        TooMany,
    }
}
