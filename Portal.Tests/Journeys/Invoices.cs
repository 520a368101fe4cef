using System.Text;
using System.Text.Json;

namespace Portal.Tests.Journeys;

/// <summary>What the account of the walk looks like to AWS: an agent's role that may do more than it needs, and a role of no agent.</summary>
internal static class Invoices
{
    /// <summary>The agent's role.</summary>
    public const string Role = "InvoiceAgentRole";

    /// <summary>The policy that it is to lose.</summary>
    public const string Policy = "invoice-archive";

    /// <summary>The inline policy that it is to keep.</summary>
    public const string Kept = "model";

    /// <summary>That policy's ARN.</summary>
    public const string PolicyArn = $"arn:aws:iam::{Account}:policy/{Policy}";

    private const string Account = "555566667777";

    /// <summary>The account's export.</summary>
    /// <param name="hasPolicy">Whether <see cref="Policy"/> is still attached.</param>
    public static byte[] Export(bool hasPolicy) => Encoding.UTF8.GetBytes($$"""
        {
          "UserDetailList": [],
          "GroupDetailList": [],
          "RoleDetailList": [
            {
              "Path": "/", "RoleName": "{{Role}}", "RoleId": "AROAEXAMPLE0000000071", "Arn": "arn:aws:iam::{{Account}}:role/{{Role}}", "CreateDate": "2026-01-20T14:02:11+00:00",
              "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "bedrock.amazonaws.com" }, "Action": "sts:AssumeRole" }] },
              "InstanceProfileList": [],
              "RolePolicyList": [{ "PolicyName": "{{Kept}}", "PolicyDocument": { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "bedrock:InvokeModel", "Resource": "*" }] } }],
              "AttachedManagedPolicies": [{{(hasPolicy ? $$"""{ "PolicyName": "{{Policy}}", "PolicyArn": "{{PolicyArn}}" }""" : string.Empty)}}],
              "Tags": [{ "Key": "purpose", "Value": "reads invoices" }]
            },
            {
              "Path": "/", "RoleName": "Deployer", "RoleId": "AROAEXAMPLE0000000072", "Arn": "arn:aws:iam::{{Account}}:role/Deployer", "CreateDate": "2024-05-02T08:00:00+00:00",
              "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole" }] },
              "InstanceProfileList": [], "RolePolicyList": [], "AttachedManagedPolicies": [], "Tags": []
            }
          ],
          "Policies": [
            {
              "PolicyName": "{{Policy}}", "PolicyId": "ANPAEXAMPLE0000000071", "Arn": "{{PolicyArn}}", "Path": "/", "DefaultVersionId": "v1", "AttachmentCount": 1, "IsAttachable": true,
              "PolicyVersionList": [
                {
                  "VersionId": "v1", "IsDefaultVersion": true,
                  "Document": { "Version": "2012-10-17", "Statement": [{ "Sid": "Archive", "Effect": "Allow", "Action": ["s3:GetObject", "s3:DeleteObject"], "Resource": "arn:aws:s3:::invoices/*" }] }
                }
              ]
            }
          ]
        }
        """);

    /// <summary>CloudTrail's record of someone attaching another policy to the agent's role.</summary>
    public static string Attached(DateTimeOffset at) => JsonSerializer.Serialize(new
    {
        Records = new[]
        {
            new
            {
                eventVersion = "1.11",
                userIdentity = new
                {
                    type = "AssumedRole",
                    arn = $"arn:aws:sts::{Account}:assumed-role/Deployer/pipeline",
                    accountId = Account,
                    sessionContext = new { sessionIssuer = new { type = "Role", arn = $"arn:aws:iam::{Account}:role/Deployer", accountId = Account, userName = "Deployer" } },
                },
                eventTime = at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
                eventSource = "iam.amazonaws.com",
                eventName = "AttachRolePolicy",
                awsRegion = "us-east-1",
                userAgent = "aws-sdk-go-v2/1.30.3",
                requestParameters = new { roleName = Role, policyArn = "arn:aws:iam::aws:policy/AmazonS3FullAccess" },
                eventID = "6f0a8d6e-9d2b-4c52-8b6e-6a4f5a0f9c11",
                readOnly = false,
                recipientAccountId = Account,
            },
        },
    });
}
