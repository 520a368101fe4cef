namespace Portal.Data.Platforms;

/// <summary>An entitlement as an export shows it.</summary>
/// <param name="Kind">What was given.</param>
/// <param name="Key">Its native id, unique within the principal and kind: a policy's ARN, an inline policy's name, a group's name.</param>
/// <param name="Name">The short name people use.</param>
/// <param name="Documents">The policy documents that it brings, several for a group; empty when it brings none.</param>
public sealed record Grant(EntitlementKind Kind, string Key, string Name, IReadOnlyList<GrantDocument> Documents);
