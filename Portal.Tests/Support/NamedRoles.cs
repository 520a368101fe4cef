using System.Text.Json;

namespace Portal.Tests.Support;

/// <summary>An account's export whose roles are called what a test says, in every field that whoever makes a role may fill.</summary>
internal static class NamedRoles
{
    /// <summary>Writes it.</summary>
    /// <param name="account">The account.</param>
    /// <param name="names">For each role its name, which also stands in its description, in a tag and as the name of a policy.</param>
    /// <param name="areAgents">Whether they are trusted by a service that runs agents.</param>
    public static byte[] Export(string account, IReadOnlyList<string> names, bool areAgents) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        UserDetailList = Array.Empty<object>(),
        GroupDetailList = Array.Empty<object>(),
        RoleDetailList = names.Select((name, i) => new
        {
            Path = "/",
            RoleName = name,
            RoleId = $"AROA{account}{i:D5}",
            Arn = $"arn:aws:iam::{account}:role/{name}",
            CreateDate = "2026-01-01T00:00:00+00:00",
            Description = name,
            AssumeRolePolicyDocument = new
            {
                Version = "2012-10-17",
                Statement = new[] { new { Effect = "Allow", Principal = new { Service = areAgents ? "bedrock-agentcore.amazonaws.com" : "ec2.amazonaws.com" }, Action = "sts:AssumeRole" } },
            },
            InstanceProfileList = Array.Empty<object>(),
            RolePolicyList = new[]
            {
                new
                {
                    PolicyName = name,
                    PolicyDocument = new { Version = "2012-10-17", Statement = new[] { new { Sid = name, Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::reports/*" } } },
                },
            },
            AttachedManagedPolicies = Array.Empty<object>(),
            Tags = new[] { new { Key = "owner", Value = name } },
        }),
        Policies = Array.Empty<object>(),
    });
}
