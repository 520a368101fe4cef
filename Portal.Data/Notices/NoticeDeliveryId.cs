using Portal.Data.Storage;

namespace Portal.Data.Notices;

/// <summary>Identifies a message to a rule's channel; receivers see it, the same on every try.</summary>
/// <param name="Value">The value as stored.</param>
public readonly record struct NoticeDeliveryId(Guid Value) : IIdentifier<NoticeDeliveryId>
{
    /// <summary>A new id.</summary>
    public static NoticeDeliveryId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static NoticeDeliveryId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(NoticeDeliveryId other) => Value.CompareTo(other.Value);
}
