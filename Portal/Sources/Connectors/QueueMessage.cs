using System.Text;
using System.Text.Json;

namespace Portal.Sources.Connectors;

/// <summary>What a message of a queue brings.</summary>
internal abstract record QueueMessage
{
    private const int DeepestNesting = 128;
    private const int DeepestWrapping = 3;
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = DeepestNesting };

    /// <summary>An event, or several.</summary>
    /// <param name="Json">The JSON, a single value.</param>
    public sealed record Events(string Json) : QueueMessage;

    /// <summary>A notice that files were written.</summary>
    /// <param name="Names">Bucket and key of each.</param>
    public sealed record Files(IReadOnlyList<(string Bucket, string Key)> Names) : QueueMessage;

    /// <summary>A sound message that brings nothing, as the one by which S3 tries a new notification.</summary>
    public sealed record Nothing : QueueMessage;

    /// <summary>No JSON.</summary>
    /// <param name="Text">The text.</param>
    public sealed record Broken(string Text) : QueueMessage;

    /// <summary>Reads the body of a message: an event, a notice of S3 in its own form or in that of EventBridge or CloudTrail, each of them also wrapped by SNS.</summary>
    public static QueueMessage Read(string body) => Read(body, DeepestWrapping);

    private static QueueMessage Read(string body, int wrappings)
    {
        try
        {
            using var json = JsonDocument.Parse(body, Options);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return new Events(body);
            }
            if (wrappings > 0 && TextOf(root, "Type") == "Notification" && TextOf(root, "Message") is { } inner)
            {
                return Read(inner, wrappings - 1);
            }
            if (TextOf(root, "Event") == "s3:TestEvent" || TextOf(root, "Type") == "SubscriptionConfirmation")
            {
                return new Nothing();
            }
            return FilesOf(root) is { } files ? new Files(files) : new Events(body);
        }
        catch (JsonException)
        {
            return new Broken(body);
        }
    }

    private static List<(string Bucket, string Key)>? FilesOf(JsonElement root)
    {
        // S3's own notices: { "Records": [ { "eventSource": "aws:s3", "s3": { "bucket": { "name" }, "object": { "key", URL-encoded } } } ] }
        if (root.TryGetProperty("Records", out var records) && records.ValueKind == JsonValueKind.Array
            && records.GetArrayLength() > 0 && records.EnumerateArray().All(r => TextOf(r, "eventSource") is "aws:s3" && Member(r, "s3") is not null))
        {
            return [.. records.EnumerateArray()
                .Where(r => TextOf(r, "eventName")?.StartsWith("ObjectRemoved", StringComparison.Ordinal) != true)
                .Select(r => (Member(r, "s3") is { } s3 ? (TextOf(Member(s3, "bucket"), "name"), TextOf(Member(s3, "object"), "key")) : default))
                .Where(f => f is { Item1: not null, Item2: not null })
                .Select(f => (f.Item1!, Uri.UnescapeDataString(f.Item2!.Replace('+', ' '))))];
        }
        // EventBridge's: { "source": "aws.s3", "detail": { "bucket": { "name" }, "object": { "key" } } }
        if (TextOf(root, "source") == "aws.s3" && Member(root, "detail") is { } detail && TextOf(Member(detail, "bucket"), "name") is { } bucket && TextOf(Member(detail, "object"), "key") is { } key)
        {
            return TextOf(root, "detail-type") == "Object Created" ? [(bucket, key)] : [];
        }
        // CloudTrail's: { "s3Bucket": …, "s3ObjectKey": [ … ] }
        if (TextOf(root, "s3Bucket") is { } trail && root.TryGetProperty("s3ObjectKey", out var keys) && keys.ValueKind == JsonValueKind.Array)
        {
            return [.. keys.EnumerateArray().Where(k => k.ValueKind == JsonValueKind.String).Select(k => (trail, k.GetString()!))];
        }
        return null;
    }

    private static JsonElement? Member(JsonElement? of, string name) =>
        of is { ValueKind: JsonValueKind.Object } element && element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Object ? member : null;

    private static string? TextOf(JsonElement? of, string name) =>
        of is { ValueKind: JsonValueKind.Object } element && element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    /// <summary>One body of all of these, so that they are stored in one transaction.</summary>
    public static ReadOnlyMemory<byte> Together(IReadOnlyList<Events> messages) => Encoding.UTF8.GetBytes(string.Join('\n', messages.Select(m => m.Json)));
}
