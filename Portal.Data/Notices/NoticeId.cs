using Portal.Data.Storage;

namespace Portal.Data.Notices;

/// <summary>Identifies a notice.</summary>
/// <param name="Value">The value as stored.</param>
public readonly record struct NoticeId(Guid Value) : IIdentifier<NoticeId>
{
    /// <summary>A new id.</summary>
    public static NoticeId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static NoticeId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(NoticeId other) => Value.CompareTo(other.Value);
}
