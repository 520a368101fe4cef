namespace Portal.Data.Platforms;

/// <summary>Actions of one service and access level that are allowed on the same resources under the same conditions for the same reason.</summary>
/// <param name="Service">The service, for example <c>s3</c>.</param>
/// <param name="Access">The kind of power.</param>
/// <param name="Actions">Full action names, for example <c>s3:GetObject</c>, sorted.</param>
/// <param name="ActionsInService">How many actions of this service and access level the catalogue knows; 0 when it knows none.</param>
/// <param name="Resources">Resource patterns that are allowed; <c>*</c> is every resource.</param>
/// <param name="ExceptResources">Resource patterns that are taken out again by a limit or a deny.</param>
/// <param name="Conditions">What must hold besides, all of it; empty when there is nothing.</param>
/// <param name="Path">Why, step by step: entitlement, policy, statement, and each limit that trimmed it.</param>
public sealed record EffectivePermission(
    string Service,
    AccessLevel Access,
    IReadOnlyList<string> Actions,
    int ActionsInService,
    IReadOnlyList<string> Resources,
    IReadOnlyList<string> ExceptResources,
    IReadOnlyList<PermissionCondition> Conditions,
    IReadOnlyList<PathStep> Path)
{
    /// <summary>The entitlement that gives it; null when a policy on the resource does.</summary>
    public EntitlementRef? Entitlement { get; init; }

    /// <summary>True when it holds on every resource, with no exception and no condition.</summary>
    public bool IsUnlimited => Conditions.Count == 0 && ExceptResources.Count == 0 && Resources.Contains("*", StringComparer.Ordinal);
}
