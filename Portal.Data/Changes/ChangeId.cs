using Portal.Data.Storage;

namespace Portal.Data.Changes;

/// <summary>Identifies a change.</summary>
/// <param name="Value">The value as stored.</param>
public readonly record struct ChangeId(Guid Value) : IIdentifier<ChangeId>
{
    /// <summary>A new id.</summary>
    public static ChangeId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static ChangeId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(ChangeId other) => Value.CompareTo(other.Value);
}
