using System.Collections.Frozen;

namespace Portal.Data.Platforms;

/// <summary>Everything that decides what one identity can do, as of one time.</summary>
/// <param name="NativeId">The principal.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Container">The account, project or namespace that it lives in.</param>
/// <param name="IsManagement">True when it lives in the account that organization limits do not bind.</param>
/// <param name="Tags">Its tags, for conditions on them.</param>
/// <param name="Policies">What its entitlements bring.</param>
/// <param name="Limits">Its boundary and the organization limits above it, from the root down.</param>
/// <param name="ResourcePolicies">Policies on resources that are known and may name it; empty when none were imported.</param>
public sealed record Holding(
    string NativeId,
    IdentityKind Kind,
    string Container,
    bool IsManagement,
    IReadOnlyDictionary<string, string> Tags,
    IReadOnlyList<HeldPolicy> Policies,
    IReadOnlyList<HeldLimit> Limits,
    IReadOnlyList<HeldResourcePolicy> ResourcePolicies)
{
    /// <summary>
    /// The limits that bind whoever uses the resources of a container, by container and from the root down; none where the organization's limits
    /// bind nobody. A container that is missing stands in no organization that was imported.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<HeldLimit>> LimitsOnResources { get; init; } = FrozenDictionary<string, IReadOnlyList<HeldLimit>>.Empty;

    /// <summary>Condition keys that are the same in all requests that are asked about, beside those that follow from the principal; what is absent is unknown.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Context { get; init; } = FrozenDictionary<string, IReadOnlyList<string>>.Empty;
}
