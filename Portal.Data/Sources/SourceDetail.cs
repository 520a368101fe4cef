namespace Portal.Data.Sources;

/// <summary>A source with its newest snapshots and operations.</summary>
/// <param name="Source">What lists show of it.</param>
/// <param name="Snapshots">Its newest snapshots, newest first, at most <see cref="Most"/>.</param>
/// <param name="Operations">Its newest imports, newest first, at most <see cref="Most"/>.</param>
public sealed record SourceDetail(SourceRow Source, IReadOnlyList<SnapshotRow> Snapshots, IReadOnlyList<OperationRow> Operations)
{
    /// <summary>How many are shown at most.</summary>
    public const int Most = 20;
}
