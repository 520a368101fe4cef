using Portal.Data.Storage;

namespace Portal.Data.Sources;

/// <summary>Identifies a source.</summary>
/// <param name="Value">The value as stored.</param>
public readonly record struct SourceId(Guid Value) : IIdentifier<SourceId>
{
    /// <summary>A new id.</summary>
    public static SourceId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static SourceId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(SourceId other) => Value.CompareTo(other.Value);
}
