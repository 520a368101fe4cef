using Portal.Data.Platforms;

namespace Portal.Data.Permissions;

/// <summary>What a policy on a resource gives to one outsider.</summary>
/// <param name="Resource">The resource; a role's native id when the policy says who may become it.</param>
/// <param name="Container">The account, project or namespace that owns it.</param>
/// <param name="Grant">What is given to whom.</param>
/// <param name="IsInInventory">True when the outsider's account is one of those that the portal knows.</param>
public sealed record OutsideRow(string Resource, string Container, OutsideGrant Grant, bool IsInInventory);
