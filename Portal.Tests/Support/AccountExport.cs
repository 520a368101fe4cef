using System.Globalization;
using System.Text.Json;

namespace Portal.Tests.Support;

/// <summary>
/// Writes an account's export as <c>aws iam get-account-authorization-details</c> prints it, always the same for the same figures: mostly
/// roles with common trust policies and shared managed policies, each with inline policies of its own, one in twenty an agent's.
/// </summary>
internal static class AccountExport
{
    /// <summary>The account that the export is of.</summary>
    public const string Account = "111122223333";

    private const int SharedPolicies = 200;
    private const int BytesOfAStatement = 420;

    private static readonly string[] Services = ["s3", "dynamodb", "sqs", "sns", "kms", "lambda", "ec2", "rds", "logs", "secretsmanager"];
    private static readonly string[] Verbs = ["Get*", "List*", "Describe*", "Put*", "Update*", "Create*", "Delete*", "Tag*"];
    private static readonly string[] Trusted = ["lambda", "ec2", "ecs-tasks", "codebuild", "glue", "states"];

    /// <summary>Writes the export.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="roles">How many roles.</param>
    /// <param name="bytes">About how large the whole shall be; 0 for one small inline policy a role.</param>
    public static void Write(Stream output, int roles, long bytes = 0)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, IndentSize = 4 });
        var statements = Math.Max(1, (int)(((bytes / Math.Max(1, roles)) - 1_600) / BytesOfAStatement));
        json.WriteStartObject();
        json.WriteStartArray("UserDetailList");
        json.WriteEndArray();
        json.WriteStartArray("GroupDetailList");
        json.WriteEndArray();
        json.WriteStartArray("RoleDetailList");
        for (var role = 0; role < roles; role++)
        {
            WriteRole(json, role, statements);
            if (json.BytesPending > 1 << 16)
            {
                json.Flush();
            }
        }
        json.WriteEndArray();
        json.WriteStartArray("Policies");
        for (var policy = 0; policy < SharedPolicies; policy++)
        {
            WritePolicy(json, policy);
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRole(Utf8JsonWriter json, int role, int statements)
    {
        var isAgent = role % 20 == 0;
        var name = isAgent ? $"AgentCore-worker-{Number(role)}" : $"service-{Number(role)}";
        json.WriteStartObject();
        json.WriteString("Path", "/");
        json.WriteString("RoleName", name);
        json.WriteString("RoleId", $"AROA{Number(role).PadLeft(17, '0')}");
        json.WriteString("Arn", $"arn:aws:iam::{Account}:role/{name}");
        json.WriteString("CreateDate", "2024-03-01T09:30:00+00:00");
        json.WriteStartObject("AssumeRolePolicyDocument");
        WriteTrust(json, isAgent ? "bedrock-agentcore" : Trusted[role % Trusted.Length]);
        json.WriteStartArray("InstanceProfileList");
        json.WriteEndArray();
        json.WriteStartArray("RolePolicyList");
        json.WriteStartObject();
        json.WriteString("PolicyName", "own");
        json.WriteStartObject("PolicyDocument");
        WriteStatements(json, role, statements);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("AttachedManagedPolicies");
        for (var policy = 0; policy < 2; policy++)
        {
            var shared = $"shared-{Number(((role * 7) + (policy * 13)) % SharedPolicies)}";
            json.WriteStartObject();
            json.WriteString("PolicyName", shared);
            json.WriteString("PolicyArn", $"arn:aws:iam::{Account}:policy/{shared}");
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("Tags");
        json.WriteStartObject();
        json.WriteString("Key", "team");
        json.WriteString("Value", $"team-{Number(role % 40)}");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("RoleLastUsed");
        json.WriteString("LastUsedDate", "2026-11-01T00:00:00+00:00");
        json.WriteString("Region", "eu-central-1");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteTrust(Utf8JsonWriter json, string service)
    {
        json.WriteString("Version", "2012-10-17");
        json.WriteStartArray("Statement");
        json.WriteStartObject();
        json.WriteString("Effect", "Allow");
        json.WriteStartObject("Principal");
        json.WriteString("Service", $"{service}.amazonaws.com");
        json.WriteEndObject();
        json.WriteString("Action", "sts:AssumeRole");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WritePolicy(Utf8JsonWriter json, int policy)
    {
        json.WriteStartObject();
        json.WriteString("PolicyName", $"shared-{Number(policy)}");
        json.WriteString("PolicyId", $"ANPA{Number(policy).PadLeft(17, '0')}");
        json.WriteString("Arn", $"arn:aws:iam::{Account}:policy/shared-{Number(policy)}");
        json.WriteString("Path", "/");
        json.WriteString("DefaultVersionId", "v1");
        json.WriteNumber("AttachmentCount", 1);
        json.WriteBoolean("IsAttachable", true);
        json.WriteStartArray("PolicyVersionList");
        json.WriteStartObject();
        json.WriteStartObject("Document");
        WriteStatements(json, -1 - policy, 4);
        json.WriteString("VersionId", "v1");
        json.WriteBoolean("IsDefaultVersion", true);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    // Closes the document that the caller opened.
    private static void WriteStatements(Utf8JsonWriter json, int owner, int statements)
    {
        json.WriteString("Version", "2012-10-17");
        json.WriteStartArray("Statement");
        for (var statement = 0; statement < statements; statement++)
        {
            var mix = Math.Abs((owner * 31) + (statement * 17));
            var service = Services[mix % Services.Length];
            json.WriteStartObject();
            json.WriteString("Sid", $"S{Number(statement)}");
            json.WriteString("Effect", "Allow");
            json.WriteStartArray("Action");
            json.WriteStringValue($"{service}:{Verbs[mix % Verbs.Length]}");
            json.WriteStringValue($"{service}:{Verbs[(mix + 3) % Verbs.Length]}");
            json.WriteEndArray();
            json.WriteString("Resource", $"arn:aws:{service}:eu-central-1:{Account}:item/{Number(owner)}/{Number(statement)}/*");
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
