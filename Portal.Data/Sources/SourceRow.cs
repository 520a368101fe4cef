using Portal.Data.Platforms;

namespace Portal.Data.Sources;

/// <summary>A source in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Platform">Its platform.</param>
/// <param name="Settings">The platform's own settings, by name.</param>
/// <param name="CreatedAt">When it was connected.</param>
/// <param name="LastSnapshotAt">When its newest complete snapshot was taken, or null before the first.</param>
/// <param name="LastEventAt">When its newest event arrived, or null before the first.</param>
/// <param name="SnapshotCount">How many snapshots it has.</param>
public sealed record SourceRow(
    SourceId Id,
    string Name,
    Platform Platform,
    IReadOnlyDictionary<string, string> Settings,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastSnapshotAt,
    DateTimeOffset? LastEventAt,
    int SnapshotCount);
