using System.Text;
using System.Text.Json.Nodes;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws.Events;

namespace Portal.Tests.Platforms.Aws.Events;

/// <summary>CloudTrail records for tests, and what the reader makes of them.</summary>
internal static class TrailEvents
{
    /// <summary>The role whose sessions make the calls unless a test says otherwise.</summary>
    public const string OperatorRole = "arn:aws:iam::111122223333:role/ops/CostTools-Operator";

    /// <summary>A sound record of a session of <see cref="OperatorRole"/>.</summary>
    public static JsonObject Record(string source, string name, string? request = null) => new()
    {
        ["eventVersion"] = "1.11",
        ["userIdentity"] = Session(OperatorRole, "lwei"),
        ["eventTime"] = "2026-11-15T03:12:44Z",
        ["eventSource"] = source,
        ["eventName"] = name,
        ["awsRegion"] = "eu-central-1",
        ["sourceIPAddress"] = "198.51.100.24",
        ["userAgent"] = "aws-cli/2.36.7 md/awscrt#0.31.2 ua/2.1 os/linux#6.1 m/b,E,Z",
        ["requestParameters"] = request is null ? null : JsonNode.Parse(request),
        ["responseElements"] = null,
        ["eventID"] = "0f1e2d3c-0001-4a5b-9c8d-aa00bb11cc22",
        ["readOnly"] = false,
        ["eventType"] = "AwsApiCall",
        ["recipientAccountId"] = "111122223333",
    };

    /// <summary>The identity of a session of a role.</summary>
    public static JsonObject Session(string roleArn, string session)
    {
        var name = roleArn[(roleArn.LastIndexOf('/') + 1)..];
        var partition = roleArn.Split(':')[1];
        return new JsonObject
        {
            ["type"] = "AssumedRole",
            ["arn"] = $"arn:{partition}:sts::111122223333:assumed-role/{name}/{session}",
            ["accountId"] = "111122223333",
            ["sessionContext"] = new JsonObject
            {
                ["sessionIssuer"] = new JsonObject { ["type"] = "Role", ["arn"] = roleArn, ["userName"] = name },
                ["attributes"] = new JsonObject { ["mfaAuthenticated"] = "true" },
            },
        };
    }

    /// <summary>The record with another value.</summary>
    public static JsonObject With(this JsonObject record, string member, JsonNode? value)
    {
        record[member] = value;
        return record;
    }

    /// <summary>What the reader makes of a body.</summary>
    public static List<ReadEvent> Read(string body) => [.. new CloudTrailReader().Read(Encoding.UTF8.GetBytes(body))];

    /// <summary>What the reader makes of one record that it must accept.</summary>
    public static NativeEvent Accepted(this JsonObject record) => Assert.IsType<ReadEvent.Accepted>(Read(record.ToJsonString()).Single()).Event;
}
