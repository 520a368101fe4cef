using Portal.Data.Platforms;

namespace Portal.Data.Inventory;

/// <summary>An identity with all that its page shows at first; entitlements and permissions are asked for by themselves.</summary>
/// <param name="Identity">What lists show of it.</param>
/// <param name="Tags">Its tags or labels.</param>
/// <param name="CreatedAt">When the platform made it, or null when unknown.</param>
/// <param name="Boundaries">The permission boundaries on it now.</param>
/// <param name="LastSnapshotAt">The newest complete snapshot of its source, or null.</param>
public sealed record IdentityDetail(
    IdentityRow Identity,
    IReadOnlyDictionary<string, string> Tags,
    DateTimeOffset? CreatedAt,
    IReadOnlyList<string> Boundaries,
    DateTimeOffset? LastSnapshotAt)
{
    /// <summary>What it can do, in numbers; null while not computed.</summary>
    public PermissionTotals? Totals { get; init; }
}
