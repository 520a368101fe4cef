using Portal.Data.Mail;
using Portal.Data.Reviews.Notices;

namespace Portal.Data.Reviews.Evidence;

/// <summary>A mail to a reviewer.</summary>
/// <param name="Kind">What it said.</param>
/// <param name="To">To whom.</param>
/// <param name="Message">The mail's id.</param>
/// <param name="QueuedAt">When it was written.</param>
/// <param name="SentAt">When the mail server took it, or null when it had not by the sign-off.</param>
public sealed record EvidenceNotice(NoticeKind Kind, EvidencePerson To, OutboxMessageId Message, ZonedTime QueuedAt, ZonedTime? SentAt);
