namespace Portal.Data.Inventory;

/// <summary>What an import changed, row by row.</summary>
/// <param name="IsFirst">True for the first snapshot of its source: then everything is new and nothing is a change.</param>
/// <param name="AddedIdentities">Identities that were not known before, or came back.</param>
/// <param name="GoneIdentities">Identities that are no longer there.</param>
/// <param name="ChangedIdentities">Identities that are still there and whose permissions may have changed (entitlements, boundary, limits).</param>
/// <param name="Added">Entitlements that began with this snapshot; a rewritten one is both here and in <paramref name="Ended"/>.</param>
/// <param name="Ended">Entitlements that ended with it.</param>
public sealed record SnapshotDifference(
    bool IsFirst,
    IReadOnlyList<Identity> AddedIdentities,
    IReadOnlyList<Identity> GoneIdentities,
    IReadOnlyList<IdentityId> ChangedIdentities,
    IReadOnlyList<Entitlement> Added,
    IReadOnlyList<Entitlement> Ended)
{
    /// <summary>Identities of whose use there is a new report.</summary>
    public IReadOnlyList<IdentityId> Reported { get; init; } = [];

    /// <summary>Policies on resources that began or ended with this snapshot; those on identities themselves aside.</summary>
    public IReadOnlyList<ResourcePolicy> ResourcePolicies { get; init; } = [];

    /// <summary>Policies on identities, which say who may become them, that began or ended with this snapshot.</summary>
    public IReadOnlyList<ResourcePolicy> TrustPolicies { get; init; } = [];

    /// <summary>Limits on identities and on places of the organization that began or ended with this snapshot; a rewritten one is there twice.</summary>
    public IReadOnlyList<Limit> Limits { get; init; } = [];

    /// <summary>True when other limits bind whoever uses the resources of some container than before: that is anyone on the platform.</summary>
    public bool MovesLimitsOnResources { get; init; }
}
