using Portal.Data.Inventory;

namespace Portal.Data.Permissions.Escalation;

/// <summary>Who stands at one end of a step.</summary>
/// <param name="Identity">The identity, or null for the administrator as such.</param>
/// <param name="Name">Its short name.</param>
/// <param name="NativeId">The platform's name, or null for the administrator as such.</param>
/// <param name="Container">The account, project or namespace that it lives in, or null.</param>
/// <param name="Change">What changed about it by an earlier step, for example <c>without its boundary</c>; null when nothing.</param>
/// <param name="IsAdministrator">True when everything is allowed to it.</param>
public sealed record EscalationParty(IdentityId? Identity, string Name, string? NativeId, string? Container, string? Change, bool IsAdministrator);
