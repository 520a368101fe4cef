using Portal.Data.Storage;

namespace Portal.Data.Notices;

/// <summary>Identifies a rule about notices.</summary>
/// <param name="Value">The value as stored.</param>
public readonly record struct NoticeRuleId(Guid Value) : IIdentifier<NoticeRuleId>
{
    /// <summary>A new id.</summary>
    public static NoticeRuleId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static NoticeRuleId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(NoticeRuleId other) => Value.CompareTo(other.Value);
}
