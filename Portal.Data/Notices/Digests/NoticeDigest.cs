using Portal.Data.Access;

namespace Portal.Data.Notices.Digests;

/// <summary>Up to where a person was mailed, for each rhythm.</summary>
public sealed class NoticeDigest
{
    /// <summary>The person.</summary>
    public required PersonId PersonId { get; init; }

    /// <summary>The rhythm.</summary>
    public required MailRhythm Rhythm { get; init; }

    /// <summary>The beginning of the hour or morning that the last mail was for.</summary>
    public required DateTimeOffset Slot { get; set; }

    /// <summary>The sequence of the last notice that was in it.</summary>
    public required long Through { get; set; }
}
