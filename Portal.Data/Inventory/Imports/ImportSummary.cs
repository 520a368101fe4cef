using Portal.Data.Sources;

namespace Portal.Data.Inventory.Imports;

/// <summary>What an import brought.</summary>
/// <param name="SourceId">The source.</param>
/// <param name="Source">Its name.</param>
/// <param name="SnapshotId">The snapshot.</param>
/// <param name="TakenAt">What time it shows.</param>
/// <param name="IsComplete">False when the export says itself that parts are missing: then nothing was taken for gone there.</param>
/// <param name="Counts">What it held and what it changed.</param>
/// <param name="DiscoveredAgents">How many agents were made of identities with strong signals.</param>
/// <param name="Warnings">Parts that could not be used.</param>
public sealed record ImportSummary(
    SourceId SourceId,
    string Source,
    SnapshotId SnapshotId,
    DateTimeOffset TakenAt,
    bool IsComplete,
    SnapshotCounts Counts,
    int DiscoveredAgents,
    IReadOnlyList<string> Warnings);
