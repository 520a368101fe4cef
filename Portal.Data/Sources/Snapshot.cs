namespace Portal.Data.Sources;

/// <summary>One reading of a source at one time.</summary>
public sealed class Snapshot
{
    /// <summary>Its id.</summary>
    public SnapshotId Id { get; init; } = SnapshotId.New();

    /// <summary>The source that was read.</summary>
    public required SourceId SourceId { get; init; }

    /// <summary>What time the reading shows.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>When it was imported.</summary>
    public required DateTimeOffset ImportedAt { get; init; }

    /// <summary>False when the export says itself that parts are missing: then nothing was taken for gone.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>What it held and what it changed.</summary>
    public required SnapshotCounts Counts { get; init; }

    /// <summary>Parts that could not be used, as <c>file (place): problem</c>.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
