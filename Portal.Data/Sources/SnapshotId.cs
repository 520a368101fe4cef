using Portal.Data.Storage;

namespace Portal.Data.Sources;

/// <summary>Identifies a snapshot.</summary>
/// <param name="Value">The value as stored.</param>
public readonly record struct SnapshotId(Guid Value) : IIdentifier<SnapshotId>
{
    /// <summary>A new id.</summary>
    public static SnapshotId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static SnapshotId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(SnapshotId other) => Value.CompareTo(other.Value);
}
