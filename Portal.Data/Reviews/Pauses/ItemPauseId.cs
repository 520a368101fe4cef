using Portal.Data.Storage;

namespace Portal.Data.Reviews.Pauses;

/// <summary>Identifies a pause of an item.</summary>
/// <param name="Value">The value as stored.</param>
public readonly record struct ItemPauseId(Guid Value) : IIdentifier<ItemPauseId>
{
    /// <summary>A new id.</summary>
    public static ItemPauseId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static ItemPauseId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(ItemPauseId other) => Value.CompareTo(other.Value);
}
