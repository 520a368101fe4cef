using Portal.Data.Inventory;
using Portal.Data.Reviews.Population;

namespace Portal.Data.Reviews.Scopes;

/// <summary>What a scope covers at a time.</summary>
/// <param name="Held">Everything that it covers.</param>
/// <param name="Excluded">What was left out.</param>
/// <param name="Vanished">Listed entitlements that no agent holds any more.</param>
internal sealed record ScopedAccess(
    IReadOnlyList<HeldEntitlement> Held, IReadOnlyList<ExcludedPart> Excluded, IReadOnlyList<EntitlementId> Vanished);
