using Portal.Data.Platforms;

namespace Portal.Data.Inventory.Imports;

/// <summary>What to import.</summary>
/// <param name="Source">The source's name; it is made when there is none of that name.</param>
/// <param name="Platform">The source's platform.</param>
/// <param name="Files">The export's files; ZIP and gzip are unpacked.</param>
/// <param name="TakenAt">What time the export shows, or null for now.</param>
/// <param name="AcceptLoss">True to go on although many identities would be gone.</param>
public sealed record ImportRequest(
    string Source, Platform Platform, IReadOnlyList<SnapshotFile> Files, DateTimeOffset? TakenAt = null, bool AcceptLoss = false);
