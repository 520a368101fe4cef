using Portal.Data.Storage;

namespace Portal.Data.Sources;

/// <summary>Identifies a running operation.</summary>
/// <param name="Value">The value as stored.</param>
public readonly record struct OperationId(Guid Value) : IIdentifier<OperationId>
{
    /// <summary>A new id.</summary>
    public static OperationId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static OperationId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(OperationId other) => Value.CompareTo(other.Value);
}
