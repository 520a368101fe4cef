using Portal.Data.Sources;

namespace Portal.Data.Permissions.Organizations;

/// <summary>Up to where a source was read: its newest snapshot.</summary>
/// <param name="Newest">The snapshot, or null before the first.</param>
/// <param name="TakenAt">The time that it shows.</param>
internal sealed record SourceMark(SnapshotId? Newest, DateTimeOffset? TakenAt);
