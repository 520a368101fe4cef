using System.Globalization;
using System.Text.Json;

namespace Portal.Data.Platforms.Aws.Events;

/// <summary>Reads out of a stored CloudTrail record by which session a call came and what it was aimed at.</summary>
internal static class CallReader
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = EventBody.DeepestNesting };

    // Parameters that name the one thing a call is aimed at, where the record lists no resources itself.
    private static readonly (string Service, string Parameter, string Form)[] Named =
    [
        ("iam", "roleName", "arn:{0}:iam::{1}:role/{3}"),
        ("iam", "userName", "arn:{0}:iam::{1}:user/{3}"),
        ("iam", "policyArn", "{3}"),
        ("s3", "bucketName", "arn:{0}:s3:::{3}"),
        ("cloudformation", "stackName", "arn:{0}:cloudformation:{2}:{1}:stack/{3}/*"),
        ("lambda", "functionName", "arn:{0}:lambda:{2}:{1}:function:{3}"),
        ("dynamodb", "tableName", "arn:{0}:dynamodb:{2}:{1}:table/{3}"),
        ("rds", "dBInstanceIdentifier", "arn:{0}:rds:{2}:{1}:db:{3}"),
        ("sts", "roleArn", "{3}"),
    ];

    /// <summary>The call; null when the text is no record.</summary>
    public static NativeCall? Read(string raw)
    {
        try
        {
            using var document = JsonDocument.Parse(raw, Options);
            return document.RootElement.ValueKind is JsonValueKind.Object ? Read(document.RootElement) : null;
        }
        catch (JsonException)
        {
            // A silent change has no record of the platform's.
            return null;
        }
    }

    private static NativeCall Read(JsonElement record)
    {
        var identity = Member(record, "userIdentity");
        var context = Member(identity, "sessionContext");
        var attributes = Member(context, "attributes");
        var arn = Text(identity, "arn");
        var name = Text(identity, "type") is "AssumedRole" && arn is not null && arn.LastIndexOf('/') is > 0 and var slash ? arn[(slash + 1)..] : null;
        var eventName = Text(record, "eventName") ?? string.Empty;
        return new(
            Text(identity, "accessKeyId"),
            name,
            Time(Text(attributes, "creationDate")),
            Text(attributes, "mfaAuthenticated") switch { "true" => true, "false" => false, _ => null },
            ResourceOf(record, arn),
            Member(record, "readOnly") switch
            {
                { ValueKind: JsonValueKind.True } => true,
                { ValueKind: JsonValueKind.False } => false,
                _ => EventRules.IsReading(eventName),
            });
    }

    private static string? ResourceOf(JsonElement record, string? callerArn)
    {
        var listed = Member(record, "resources");
        if (listed.ValueKind is JsonValueKind.Array)
        {
            var arns = listed.EnumerateArray().Select(r => Text(r, "ARN") ?? Text(r, "arn")).OfType<string>().Distinct(StringComparer.Ordinal).Take(2).ToList();
            return arns.Count == 1 ? arns[0] : null;
        }
        var service = Text(record, "eventSource")?.Split('.')[0];
        var request = Member(record, "requestParameters");
        var partition = callerArn?.Split(':') is ["arn", var part, ..] ? part : "aws";
        foreach (var (_, parameter, form) in Named.Where(n => n.Service == service))
        {
            if (Text(request, parameter) is { Length: > 0 } value)
            {
                // A name that is an ARN already says it all.
                return value.StartsWith("arn:", StringComparison.Ordinal)
                    ? value
                    : string.Format(CultureInfo.InvariantCulture, form, partition, Text(record, "recipientAccountId"), Text(record, "awsRegion"), value);
            }
        }
        return null;
    }

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(JsonElement element, string name) => Member(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
}
