using System.Security.Cryptography;
using System.Text;
using Portal.Data.Platforms;
using Portal.Tests.Support;

namespace Portal.Tests.Inventory.Imports;

/// <summary>Writes exports for <see cref="ScriptedPlatform"/>.</summary>
internal static class Export
{
    /// <summary>The account that everything is in unless a test says otherwise.</summary>
    public const string Account = "123456789012";

    /// <summary>A document with this text.</summary>
    public static SnapshotItem.Document Document(string text) => new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), text, null);

    /// <summary>A role.</summary>
    public static SnapshotItem.Principal Role(string name, params IReadOnlyList<Grant> grants) => new(
        Arn(name), IdentityKind.Role, name, Account, An.Instant.AddYears(-1), null, new Dictionary<string, string>(StringComparer.Ordinal), grants, []);

    /// <summary>A role that signals say is an agent's.</summary>
    public static SnapshotItem.Principal AgentRole(string name, params IReadOnlyList<Grant> grants) =>
        Role(name, grants) with { Signals = [new Signal("trust.agentService", "trust policy names bedrock.amazonaws.com", 75)] };

    /// <summary>An attached policy with one document.</summary>
    public static Grant Policy(string name, SnapshotItem.Document? document) =>
        new(EntitlementKind.ManagedPolicy, $"arn:aws:iam::{Account}:policy/{name}", name, [new(name, document?.Hash)]);

    /// <summary>A boundary on a role.</summary>
    public static SnapshotItem.Limit Boundary(string role, SnapshotItem.Document document) =>
        new(LimitKind.Boundary, Arn(role), $"arn:aws:iam::{Account}:policy/boundary", "boundary", document.Hash);

    /// <summary>A trust policy.</summary>
    public static SnapshotItem.ResourcePolicy Trust(string role, SnapshotItem.Document document) => new(Arn(role), Account, document.Hash);

    /// <summary>Says that all principals of the account are there.</summary>
    public static SnapshotItem.Coverage Complete(string container = Account) => new(container, SnapshotPart.Principals, IsComplete: true);

    /// <summary>Says that principals of the account are missing.</summary>
    public static SnapshotItem.Coverage Partial() => new(Account, SnapshotPart.Principals, IsComplete: false);

    /// <summary>A role's native id.</summary>
    public static string Arn(string role) => $"arn:aws:iam::{Account}:role/{role}";
}
