using Portal.Data.Storage;

namespace Portal.Data.Changes.Unreadable;

/// <summary>Identifies an unreadable event.</summary>
/// <param name="Value">The value as stored.</param>
public readonly record struct UnreadableEventId(Guid Value) : IIdentifier<UnreadableEventId>
{
    /// <summary>A new id.</summary>
    public static UnreadableEventId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static UnreadableEventId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(UnreadableEventId other) => Value.CompareTo(other.Value);
}
