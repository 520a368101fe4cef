using Portal.Data.Access;
using Portal.Data.Mail;

namespace Portal.Data.Reviews.Notices;

/// <summary>That a reviewer was reminded on a day. The key makes it one mail a day, whichever portal comes first and however often it is tried.</summary>
public sealed class ReviewDigest
{
    /// <summary>The reviewer.</summary>
    public required PersonId ReviewerId { get; init; }

    /// <summary>The day where the reviewer is.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The mail.</summary>
    public required OutboxMessageId MessageId { get; init; }

    /// <summary>When it was queued.</summary>
    public required DateTimeOffset At { get; init; }
}
