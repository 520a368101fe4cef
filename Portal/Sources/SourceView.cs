using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Sources.Connectors;

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
    IReadOnlyList<OperationRow> Operations,
    int UnreadableEvents,
    ConnectorState? Connector)
{
    /// <summary>The view of <paramref name="detail"/>, with how many of its events could not be read and how its connector fares.</summary>
    public static SourceView Of(SourceDetail detail, int unreadableEvents, ConnectorState? connector) => new(
        detail.Source.Id,
        detail.Source.Name,
        detail.Source.Platform,
        detail.Source.Settings,
        detail.Source.CreatedAt,
        detail.Source.LastSnapshotAt,
        detail.Source.LastEventAt,
        detail.Source.SnapshotCount,
        detail.Snapshots,
        detail.Operations,
        unreadableEvents,
        connector);
}
