using Portal.Data.Inventory;

namespace Portal.Data.Changes;

/// <summary>A limit or a trust policy as a snapshot shows it.</summary>
/// <param name="Row">The row that keeps it.</param>
/// <param name="Key">The policy's native id, or null when it has none of its own.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Hash">Its document, or null when the export did not hold it.</param>
/// <param name="Since">The first snapshot that showed it so.</param>
internal sealed record FoundPolicy(Guid Row, string? Key, string Name, string? Hash, DateTimeOffset Since)
{
    /// <summary>A limit.</summary>
    public static FoundPolicy Of(Limit limit) => new(limit.Id, limit.Key, limit.Name, limit.DocumentHash, limit.ObservedFrom);

    /// <summary>A trust policy.</summary>
    public static FoundPolicy Of(ResourcePolicy policy) => new(policy.Id, null, "who may become it", policy.DocumentHash, policy.ObservedFrom);
}
