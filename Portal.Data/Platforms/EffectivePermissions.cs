namespace Portal.Data.Platforms;

/// <summary>What an identity can do, and what could not be said.</summary>
/// <param name="Permissions">The permissions, one a service × access level × resource scope × conditions × path, in that order.</param>
/// <param name="IsAdministrator">True when everything is allowed on every resource without a condition.</param>
/// <param name="NotModelled">What was left out of the answer and why, in plain sentences; empty when the answer is complete.</param>
public sealed record EffectivePermissions(
    IReadOnlyList<EffectivePermission> Permissions,
    bool IsAdministrator,
    IReadOnlyList<string> NotModelled);
