using Portal.Data.Platforms.Aws.Policies;
using Portal.Data.Platforms.Organizations;

namespace Portal.Data.Platforms.Aws.Organizations;

/// <summary>Becoming a role: the caller's policies and limits must allow it, and the role's trust policy must let the caller in.</summary>
internal static class AssumeRole
{
    /// <summary>The action.</summary>
    public const string Action = "sts:AssumeRole";

    /// <summary>The action's name.</summary>
    public static ActionName Name { get; } = ActionName.Read(Action)!.Value;

    /// <summary>What a caller holds when it comes to becoming <paramref name="role"/>.</summary>
    public static Holding HoldingOf(Organization organization, int caller, int role) =>
        organization.Holders[role].TrustPolicy is { } trust
            ? organization.HoldingOf(organization.Holders[caller], trust)
            : organization.HoldingOf(organization.Holders[caller]);

    /// <summary>The question.</summary>
    public static AccessQuestion Question(Organization organization, int role) =>
        new(Action, organization.Holders[role].NativeId, NoContext);

    private static readonly Dictionary<string, IReadOnlyList<string>> NoContext = [];
}
