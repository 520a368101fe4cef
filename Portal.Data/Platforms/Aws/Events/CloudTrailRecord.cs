using System.Text.Json;

namespace Portal.Data.Platforms.Aws.Events;

/// <summary>The fields of one CloudTrail record that matter here; what the record does not say is null.</summary>
internal sealed class CloudTrailRecord
{
    private MembersRead _read;

    /// <summary>AWS's id of the event.</summary>
    public string? EventId { get; private set; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset? EventTime { get; private set; }

    /// <summary>The service's host, for example <c>iam.amazonaws.com</c>.</summary>
    public string? EventSource { get; private set; }

    /// <summary>The API call.</summary>
    public string? EventName { get; private set; }

    /// <summary>The region.</summary>
    public string? Region { get; private set; }

    /// <summary>Whether the call only read; older records do not say.</summary>
    public bool? ReadOnly { get; private set; }

    /// <summary>Why the call failed.</summary>
    public string? ErrorCode { get; private set; }

    /// <summary>The client's own description of itself.</summary>
    public string? UserAgent { get; private set; }

    /// <summary>The account that the record was delivered to.</summary>
    public string? RecipientAccount { get; private set; }

    /// <summary>True for an insight: CloudTrail's own remark about unusual activity, no event.</summary>
    public bool IsInsight { get; private set; }

    /// <summary>The caller.</summary>
    public CloudTrailIdentity Identity { get; } = new();

    /// <summary>Where <c>requestParameters</c> stands in the record.</summary>
    public Range Request { get; private set; }

    /// <summary>Where <c>responseElements</c> stands in the record.</summary>
    public Range Response { get; private set; }

    /// <summary>Where <c>additionalEventData</c> stands in the record.</summary>
    public Range Additional { get; private set; }

    /// <summary>Reads a record.</summary>
    /// <exception cref="FormatException">A field holds another kind of value than CloudTrail writes.</exception>
    public static CloudTrailRecord Read(ReadOnlySpan<byte> json, JsonTexts texts)
    {
        var record = new CloudTrailRecord();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = EventBody.DeepestNesting });
        reader.Read();
        while (reader.NextMember())
        {
            record.ReadMember(ref reader, texts);
        }
        return record;
    }

    private void ReadMember(ref Utf8JsonReader reader, JsonTexts texts)
    {
        switch (reader.ValueSpan.Length)
        {
            case 7 when reader.ValueTextEquals("eventID"u8):
                EventId = Text(ref reader, texts, 0, "eventID");
                break;
            case 8 when reader.ValueTextEquals("readOnly"u8):
                _read.Add(1, "readOnly");
                ReadOnly = reader.Truth();
                break;
            case 9 when reader.ValueTextEquals("eventTime"u8):
                _read.Add(2, "eventTime");
                EventTime = reader.Time();
                break;
            case 9 when reader.ValueTextEquals("eventName"u8):
                EventName = Text(ref reader, texts, 3, "eventName");
                break;
            case 9 when reader.ValueTextEquals("awsRegion"u8):
                Region = Text(ref reader, texts, 4, "awsRegion");
                break;
            case 9 when reader.ValueTextEquals("errorCode"u8):
                ErrorCode = Text(ref reader, texts, 5, "errorCode");
                break;
            case 9 when reader.ValueTextEquals("userAgent"u8):
                UserAgent = Text(ref reader, texts, 6, "userAgent");
                break;
            case 11 when reader.ValueTextEquals("eventSource"u8):
                EventSource = Text(ref reader, texts, 7, "eventSource");
                break;
            case 12 when reader.ValueTextEquals("userIdentity"u8):
                _read.Add(8, "userIdentity");
                if (reader.EnterObject("userIdentity"))
                {
                    Identity.Read(ref reader, texts);
                }
                break;
            case 14 when reader.ValueTextEquals("insightDetails"u8):
                IsInsight = true;
                reader.SkipValue();
                break;
            case 16 when reader.ValueTextEquals("responseElements"u8):
                _read.Add(9, "responseElements");
                Response = Skipped(ref reader);
                break;
            case 17 when reader.ValueTextEquals("requestParameters"u8):
                _read.Add(10, "requestParameters");
                Request = Skipped(ref reader);
                break;
            case 18 when reader.ValueTextEquals("recipientAccountId"u8):
                RecipientAccount = Text(ref reader, texts, 11, "recipientAccountId");
                break;
            case 19 when reader.ValueTextEquals("additionalEventData"u8):
                _read.Add(12, "additionalEventData");
                Additional = Skipped(ref reader);
                break;
            default:
                reader.SkipValue();
                break;
        }
    }

    private string? Text(ref Utf8JsonReader reader, JsonTexts texts, int number, string what)
    {
        _read.Add(number, what);
        return reader.Text(texts, what);
    }

    private static Range Skipped(ref Utf8JsonReader reader)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return start..(int)reader.BytesConsumed;
    }
}
