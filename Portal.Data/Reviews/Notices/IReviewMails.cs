using Portal.Data.Mail;

namespace Portal.Data.Reviews.Notices;

/// <summary>Words a mail to a reviewer. The words and their looks are the portal's; what is in it is decided here.</summary>
public interface IReviewMails
{
    /// <summary>One mail that says all <paramref name="letters"/>, which go to one reviewer; never empty, most urgent first.</summary>
    Task<MailContent> WriteAsync(IReadOnlyList<ReviewLetter> letters, CancellationToken cancellationToken);
}
