using Portal.Data.Inventory;
using Portal.Data.Platforms;

namespace Portal.Data.Reviews.Scopes;

/// <summary>An entitlement that a scope covers.</summary>
/// <param name="Id">The entitlement.</param>
/// <param name="Identity">Who holds it.</param>
/// <param name="Agent">The agent that acts through it.</param>
/// <param name="Kind">What was given.</param>
internal sealed record HeldEntitlement(EntitlementId Id, IdentityId Identity, AgentId Agent, EntitlementKind Kind);
