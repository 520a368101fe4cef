namespace Portal.Data.Platforms;

/// <summary>Names an entitlement within its principal.</summary>
/// <param name="Kind">What was given.</param>
/// <param name="Key">Its native id.</param>
/// <param name="Name">The short name people use.</param>
public sealed record EntitlementRef(EntitlementKind Kind, string Key, string Name);
