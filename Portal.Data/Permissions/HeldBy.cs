using Portal.Data.Inventory;
using Portal.Data.Platforms;

namespace Portal.Data.Permissions;

/// <summary>What an identity holds at one time, with the rows that it was read from.</summary>
/// <param name="Holding">For the engine.</param>
/// <param name="Entitlements">The entitlements in force.</param>
/// <param name="Gaps">What is not known about it, in plain sentences.</param>
internal sealed record HeldBy(Holding Holding, IReadOnlyList<Entitlement> Entitlements, IReadOnlyList<string> Gaps);
