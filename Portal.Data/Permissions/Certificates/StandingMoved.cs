using Portal.Data.Inventory.Certificates;

namespace Portal.Data.Permissions.Certificates;

/// <summary>How an identity stood and stands now.</summary>
/// <param name="Before">The row as it was stored.</param>
/// <param name="After">The row as it is now.</param>
public sealed record StandingMoved(Standing Before, Standing After);
