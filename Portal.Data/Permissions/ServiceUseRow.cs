namespace Portal.Data.Permissions;

/// <summary>Whether something in one service was used.</summary>
/// <param name="Service">The service.</param>
/// <param name="Use">Used, not used, or not known; kept apart.</param>
/// <param name="LastUsedAt">When it was last used, or null.</param>
/// <param name="Reason">Why that is said, one sentence.</param>
public sealed record ServiceUseRow(string Service, EntitlementUse Use, DateTimeOffset? LastUsedAt, string Reason);
