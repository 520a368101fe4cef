namespace Portal.Data.Platforms;

/// <summary>What an identity can do, and what could not be said.</summary>
/// <param name="Permissions">The permissions, one a service × access level × resource scope × conditions × path, in that order.</param>
/// <param name="IsAdministrator">True when it is as powerful as an administrator; <see cref="Administrator"/> says in which sense.</param>
/// <param name="NotModelled">What was left out of the answer and why, in plain sentences; empty when the answer is complete.</param>
public sealed record EffectivePermissions(
    IReadOnlyList<EffectivePermission> Permissions,
    bool IsAdministrator,
    IReadOnlyList<string> NotModelled)
{
    /// <summary>In which sense it is an administrator; null when it is none.</summary>
    public AdministratorFinding? Administrator { get; init; }

    /// <summary>All of it in plain sentences for a reader who is no expert, riskiest first.</summary>
    public IReadOnlyList<string> Summary { get; init; } = [];

    /// <summary>All of it in numbers.</summary>
    public PermissionTotals Totals { get; init; } = PermissionTotals.None;

    /// <summary>What each limit and deny takes away, in the order in which they apply; those that take nothing are left out.</summary>
    public IReadOnlyList<LimitEffect> Limits { get; init; } = [];

    /// <summary>True when the answer depends on the identity's own name or tags, so that no other identity with the same policies shares it.</summary>
    public bool IsPersonal { get; init; }
}
