using Portal.Data.Access;
using Portal.Data.Mail;

namespace Portal.Data.Reviews.Notices;

/// <summary>
/// That a reviewer was told something about a campaign. The key makes it happen once, whichever portal comes first and however often it is
/// tried.
/// </summary>
public sealed class ReviewNotice
{
    /// <summary>The campaign.</summary>
    public required CampaignId CampaignId { get; init; }

    /// <summary>The reviewer.</summary>
    public required PersonId ReviewerId { get; init; }

    /// <summary>What they were told.</summary>
    public required NoticeKind Kind { get; init; }

    /// <summary>Tells apart what may be told more than once: the due date that a reminder is about, the time of a handing-over.</summary>
    public required DateTimeOffset About { get; init; }

    /// <summary>The mail.</summary>
    public required OutboxMessageId MessageId { get; init; }

    /// <summary>When it was queued.</summary>
    public required DateTimeOffset At { get; init; }
}
