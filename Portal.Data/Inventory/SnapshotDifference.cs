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
    IReadOnlyList<Entitlement> Ended);
