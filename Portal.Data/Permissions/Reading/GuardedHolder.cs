using Portal.Data.Inventory;

namespace Portal.Data.Permissions.Reading;

/// <summary>An identity whose policies are guarded.</summary>
/// <param name="Identity">The identity.</param>
/// <param name="Name">Its name.</param>
/// <param name="Agent">The privileged agent that acts through it.</param>
internal sealed record GuardedHolder(IdentityId Identity, string Name, AgentId Agent);
