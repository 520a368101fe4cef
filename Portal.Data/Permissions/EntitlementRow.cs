using Portal.Data.Inventory;
using Portal.Data.Permissions.Certificates;
using Portal.Data.Platforms;

namespace Portal.Data.Permissions;

/// <summary>What an identity was given, with what it adds and whether it is used.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What was given.</param>
/// <param name="Key">Its native id.</param>
/// <param name="Name">The short name people use.</param>
/// <param name="ObservedFrom">The first snapshot that showed it with this content.</param>
/// <param name="ObservedUntil">The first snapshot that no longer did, or null while it is there.</param>
/// <param name="Documents">The documents that it brings.</param>
/// <param name="Contribution">What it alone adds: what would be gone without it; null when the platform cannot say.</param>
/// <param name="Use">Whether it was used.</param>
/// <param name="UseReason">Why that is said, one sentence.</param>
public sealed record EntitlementRow(
    EntitlementId Id,
    EntitlementKind Kind,
    string Key,
    string Name,
    DateTimeOffset ObservedFrom,
    DateTimeOffset? ObservedUntil,
    IReadOnlyList<EntitlementDocument> Documents,
    Contribution? Contribution,
    EntitlementUse Use,
    string UseReason)
{
    /// <summary>Whether it was used, by service; empty when nothing is known at that level.</summary>
    public IReadOnlyList<ServiceUseRow> Services { get; init; } = [];

    /// <summary>How it stands to what was attested; null as of a time in the past, and where the platform cannot say.</summary>
    public EntitlementStanding? Standing { get; init; }
}
