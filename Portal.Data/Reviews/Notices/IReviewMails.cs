using Portal.Data.Mail;
using Portal.Data.Reviews.Pauses;

namespace Portal.Data.Reviews.Notices;

/// <summary>Words mail to reviewers, and to who answers for campaigns. The words and their looks are the portal's; what is in it is decided here.</summary>
public interface IReviewMails
{
    /// <summary>One mail that says all <paramref name="letters"/>, which go to one reviewer; never empty, most urgent first.</summary>
    Task<MailContent> WriteAsync(IReadOnlyList<ReviewLetter> letters, CancellationToken cancellationToken);

    /// <summary>The mail to somebody whom campaigns came to.</summary>
    Task<MailContent> WriteAsync(CampaignHandoverLetter letter, CancellationToken cancellationToken);

    /// <summary>The mail to somebody who is asked about an item, or whose question was replied to.</summary>
    Task<MailContent> WriteAsync(QuestionLetter letter, CancellationToken cancellationToken);
}
