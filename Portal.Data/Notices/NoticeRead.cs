using Portal.Data.Access;

namespace Portal.Data.Notices;

/// <summary>That a person has read a notice.</summary>
public sealed class NoticeRead
{
    /// <summary>The notice.</summary>
    public required NoticeId NoticeId { get; init; }

    /// <summary>The person.</summary>
    public required PersonId PersonId { get; init; }

    /// <summary>Up to when they know what it counts: a change after that makes it unread again.</summary>
    public required DateTimeOffset Until { get; set; }
}
