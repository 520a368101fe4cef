using Portal.Data.Mail;
using Portal.Data.Reviews.Notices;
using Portal.Hosting;
using Portal.Mail;

namespace Portal.Reviews;

/// <summary>Words the mail to reviewers.</summary>
/// <param name="renderer">Turns components into mail.</param>
/// <param name="settings">Know the portal's address; never the request's, which anyone can make up.</param>
internal sealed class ReviewMails(MailRenderer renderer, PortalSettings settings) : IReviewMails
{
    /// <inheritdoc/>
    public async Task<MailContent> WriteAsync(ReviewLetter letter, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var words = new LetterWords(letter, new Uri($"{settings.BaseUrl.AbsoluteUri.TrimEnd('/')}/reviews/{letter.Campaign.Value}"));
        var parameters = new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(ReviewMail.Words)] = words };
        return new(
            words.Subject,
            await renderer.HtmlAsync<ReviewMail>(parameters),
            await renderer.TextAsync<ReviewMailText>(parameters));
    }
}
