namespace Portal.Data.Sources;

/// <summary>What a snapshot held and what importing it changed.</summary>
/// <param name="Identities">Identities in the export.</param>
/// <param name="Entitlements">Entitlements in the export.</param>
/// <param name="Documents">Distinct policy documents in the export.</param>
/// <param name="Added">Identities that were not known before.</param>
/// <param name="Changed">Identities whose entitlements, limits or properties changed.</param>
/// <param name="Gone">Identities that are no longer there.</param>
/// <param name="EntitlementsAdded">Entitlements that were not there before.</param>
/// <param name="EntitlementsGone">Entitlements that are no longer there.</param>
public sealed record SnapshotCounts(
    int Identities, int Entitlements, int Documents, int Added, int Changed, int Gone, int EntitlementsAdded, int EntitlementsGone);
