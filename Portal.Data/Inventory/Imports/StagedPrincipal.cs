using Portal.Data.Platforms;

namespace Portal.Data.Inventory.Imports;

/// <summary>A principal of an export that is new or of which the export says something new.</summary>
/// <param name="Item">What the export says.</param>
/// <param name="Grants">What it was given, with unknown documents left out.</param>
/// <param name="ContentHash">Hash over all of it.</param>
/// <param name="Known">What was known of it, or null when it is new.</param>
internal sealed record StagedPrincipal(SnapshotItem.Principal Item, IReadOnlyList<Grant> Grants, string ContentHash, BaselineIdentity? Known);
