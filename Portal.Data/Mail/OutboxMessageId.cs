using Portal.Data.Storage;

namespace Portal.Data.Mail;

/// <summary>Identifies a message; the Message-ID that receivers see is made from it, so that it is the same on every try.</summary>
/// <param name="Value">The value as stored.</param>
public readonly record struct OutboxMessageId(Guid Value) : IIdentifier<OutboxMessageId>
{
    /// <summary>A new id.</summary>
    public static OutboxMessageId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static OutboxMessageId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(OutboxMessageId other) => Value.CompareTo(other.Value);
}
