namespace Portal.Data.Sources;

/// <summary>A reading of a source in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="TakenAt">What time the reading shows.</param>
/// <param name="ImportedAt">When it was imported.</param>
/// <param name="IsComplete">False when the export says itself that parts are missing.</param>
/// <param name="Counts">What it held and what it changed.</param>
/// <param name="Warnings">Parts that could not be used.</param>
public sealed record SnapshotRow(
    SnapshotId Id, DateTimeOffset TakenAt, DateTimeOffset ImportedAt, bool IsComplete, SnapshotCounts Counts, IReadOnlyList<string> Warnings);
