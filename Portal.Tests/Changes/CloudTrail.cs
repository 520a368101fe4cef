using System.Text;
using System.Text.Json;

namespace Portal.Tests.Changes;

/// <summary>CloudTrail events as AWS writes them, of the account that <see cref="Support.An.Identity"/> lives in.</summary>
internal static class CloudTrail
{
    public const string Account = "123456789012";

    /// <summary>One record.</summary>
    public static string Record(
        string name, string id, DateTimeOffset at, object request, string? error = null, string actor = "Deployer", string service = "iam") =>
        JsonSerializer.Serialize(new
        {
            eventVersion = "1.11",
            userIdentity = new
            {
                type = "AssumedRole",
                arn = $"arn:aws:sts::{Account}:assumed-role/{actor}/session",
                accountId = Account,
                sessionContext = new { sessionIssuer = new { type = "Role", arn = $"arn:aws:iam::{Account}:role/{actor}", accountId = Account, userName = actor } },
            },
            eventTime = at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
            eventSource = $"{service}.amazonaws.com",
            eventName = name,
            awsRegion = "us-east-1",
            userAgent = "aws-sdk-go-v2/1.30.3",
            requestParameters = request,
            errorCode = error,
            eventID = id,
            readOnly = false,
            recipientAccountId = Account,
        });

    public static string Attach(string id, DateTimeOffset at, string role, string policy, string? error = null) =>
        Record("AttachRolePolicy", id, at, new { roleName = role, policyArn = PolicyArn(policy) }, error);

    public static string Put(string id, DateTimeOffset at, string role, string policy, string document) =>
        Record("PutRolePolicy", id, at, new { roleName = role, policyName = policy, policyDocument = document });

    public static string PolicyArn(string policy) => $"arn:aws:iam::{Account}:policy/{policy}";

    /// <summary>A log file.</summary>
    public static byte[] File(params IEnumerable<string> records) => Encoding.UTF8.GetBytes($$"""{"Records":[{{string.Join(',', records)}}]}""");
}
