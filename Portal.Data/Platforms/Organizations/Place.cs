namespace Portal.Data.Platforms.Organizations;

/// <summary>An account, project or namespace, with what binds everything in it.</summary>
/// <param name="Container">Its native id.</param>
/// <param name="Limits">The organization's limits above it, from the root down, its own included.</param>
/// <param name="IsManagement">True for the account that the organization's own limits do not bind.</param>
/// <param name="IsKnown">False when no organization tree holds it: then nothing is known about limits above it.</param>
public sealed record Place(string Container, IReadOnlyList<HeldLimit> Limits, bool IsManagement, bool IsKnown)
{
    /// <summary>Of these, the limits that bind whoever uses its resources.</summary>
    public IReadOnlyList<HeldLimit> LimitsOnResources => IsManagement ? [] : [.. Limits.Where(limit => limit.Kind == LimitKind.ResourceControlPolicy)];
}
