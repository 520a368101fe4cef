using Portal.Data.Mail;

namespace Portal.Data.Reviews.Notices;

/// <summary>Words a mail to a reviewer. The words and their looks are the portal's; what is in it is decided here.</summary>
public interface IReviewMails
{
    /// <summary>The mail that says <paramref name="letter"/>.</summary>
    Task<MailContent> WriteAsync(ReviewLetter letter, CancellationToken cancellationToken);
}
