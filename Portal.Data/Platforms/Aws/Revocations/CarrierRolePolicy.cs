using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Data.Platforms.Aws.Revocations;

/// <summary>The policy that the portal's own role needs to carry revokes out and to undo them: these calls, in these accounts, and nothing on itself.</summary>
internal static class CarrierRolePolicy
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly string[] OnRoles =
        ["iam:GetRole", "iam:ListAttachedRolePolicies", "iam:GetRolePolicy", "iam:DetachRolePolicy", "iam:AttachRolePolicy", "iam:DeleteRolePolicy", "iam:PutRolePolicy"];

    private static readonly string[] OnUsers =
    [
        "iam:GetUser", "iam:ListAttachedUserPolicies", "iam:GetUserPolicy", "iam:ListGroupsForUser",
        "iam:DetachUserPolicy", "iam:AttachUserPolicy", "iam:DeleteUserPolicy", "iam:PutUserPolicy",
    ];

    private static readonly string[] OnGroups =
        ["iam:ListGroupPolicies", "iam:GetGroupPolicy", "iam:ListAttachedGroupPolicies", "iam:RemoveUserFromGroup", "iam:AddUserToGroup"];

    private static readonly string[] OnPolicies = ["iam:GetPolicy", "iam:GetPolicyVersion"];

    /// <summary>Writes it.</summary>
    /// <param name="accounts">The accounts in which the portal carries out.</param>
    /// <param name="role">The role itself, if it is known: it must not be able to change what it may do.</param>
    public static string Write(IReadOnlyList<string> accounts, string? role)
    {
        var partition = role is not null && IamArn.TryParse(role, out var arn) ? arn.Partition : "aws";
        var statements = new JsonArray(
            Statement("Roles", "Allow", OnRoles, Of("role/*")),
            Statement("Users", "Allow", OnUsers, Of("user/*")),
            Statement("Groups", "Allow", OnGroups, Of("group/*")),
            Statement("ReadPolicies", "Allow", OnPolicies, [.. Of("policy/*"), $"arn:{partition}:iam::aws:policy/*"]));
        if (role is not null)
        {
            statements.Add(Statement(
                "NotItself", "Deny", ["iam:AttachRolePolicy", "iam:PutRolePolicy", "iam:DetachRolePolicy", "iam:DeleteRolePolicy"], [role]));
        }
        return new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = statements }.ToJsonString(Indented);

        string[] Of(string resource) => [.. accounts.Select(a => $"arn:{partition}:iam::{a}:{resource}")];
    }

    private static JsonObject Statement(string name, string effect, string[] actions, string[] resources) => new()
    {
        ["Sid"] = name,
        ["Effect"] = effect,
        ["Action"] = Texts(actions),
        ["Resource"] = Texts(resources),
    };

    private static JsonArray Texts(string[] texts) => [.. texts.Select(t => (JsonNode?)JsonValue.Create(t))];
}
