using Portal.Data.Storage;

namespace Portal.Data.Changes.Delegates;

/// <summary>Identifies a delegated identity.</summary>
/// <param name="Value">The value as stored.</param>
public readonly record struct DelegateId(Guid Value) : IIdentifier<DelegateId>
{
    /// <summary>A new id.</summary>
    public static DelegateId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static DelegateId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(DelegateId other) => Value.CompareTo(other.Value);
}
