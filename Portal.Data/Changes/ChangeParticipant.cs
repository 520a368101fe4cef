using Portal.Data.Inventory;

namespace Portal.Data.Changes;

/// <summary>Who did a change, or whom it happened to.</summary>
/// <param name="Name">The short name people use; the native id's text when nothing better is known.</param>
/// <param name="NativeId">The platform's own name, or null when the event does not give it in full.</param>
/// <param name="IdentityId">The identity in the inventory, or null when no snapshot has shown it.</param>
/// <param name="Agent">The agent that the identity belongs to, or null.</param>
public sealed record ChangeParticipant(string Name, string? NativeId, IdentityId? IdentityId, AgentRef? Agent);
