using Portal.Data.Platforms;
using Portal.Data.Sources;

namespace Portal.Sources;

/// <summary>A source as the API shows it.</summary>
internal sealed record SourceView(
    SourceId Id,
    string Name,
    Platform Platform,
    IReadOnlyDictionary<string, string> Settings,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastSnapshotAt,
    DateTimeOffset? LastEventAt,
    int SnapshotCount,
    IReadOnlyList<SnapshotRow> Snapshots,
    IReadOnlyList<OperationRow> Operations)
{
    /// <summary>The view of <paramref name="detail"/>.</summary>
    public static SourceView Of(SourceDetail detail) => new(
        detail.Source.Id,
        detail.Source.Name,
        detail.Source.Platform,
        detail.Source.Settings,
        detail.Source.CreatedAt,
        detail.Source.LastSnapshotAt,
        detail.Source.LastEventAt,
        detail.Source.SnapshotCount,
        detail.Snapshots,
        detail.Operations);
}
