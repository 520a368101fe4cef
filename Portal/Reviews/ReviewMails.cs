using Microsoft.AspNetCore.Components;
using Portal.Data.Mail;
using Portal.Data.Reviews.Notices;
using Portal.Data.Reviews.Pauses;
using Portal.Hosting;
using Portal.Mail;

namespace Portal.Reviews;

/// <summary>Words the mail to reviewers.</summary>
/// <param name="renderer">Turns components into mail.</param>
/// <param name="settings">Know the portal's address; never the request's, which anyone can make up.</param>
internal sealed class ReviewMails(MailRenderer renderer, PortalSettings settings) : IReviewMails
{
    /// <inheritdoc/>
    public async Task<MailContent> WriteAsync(IReadOnlyList<ReviewLetter> letters, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (letters is [var letter])
        {
            var words = new LetterWords(letter, AddressOf(letter));
            return await RenderAsync<ReviewMail, ReviewMailText>(words.Subject, nameof(ReviewMail.Words), words) with { Calendar = CalendarOf(letters) };
        }
        var digest = new DigestWords([.. letters.Select(l => new LetterWords(l, AddressOf(l)))], letters, AddressOf(path: "/reviews"));
        return await RenderAsync<DigestMail, DigestMailText>(digest.Subject, nameof(DigestMail.Words), digest) with { Calendar = CalendarOf(letters) };
    }

    /// <inheritdoc/>
    public Task<MailContent> WriteAsync(CampaignHandoverLetter letter, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var words = new CampaignHandoverWords(letter, settings.BaseUrl);
        return RenderAsync<CampaignHandoverMail, CampaignHandoverMailText>(words.Subject, nameof(CampaignHandoverMail.Words), words);
    }

    /// <inheritdoc/>
    public Task<MailContent> WriteAsync(QuestionLetter letter, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var words = new QuestionWords(letter, settings.BaseUrl);
        return RenderAsync<QuestionMailHtml, QuestionMailText>(words.Subject, nameof(QuestionMailHtml.Words), words);
    }

    private async Task<MailContent> RenderAsync<THtml, TText>(string subject, string name, object words)
        where THtml : IComponent
        where TText : IComponent
    {
        var parameters = new Dictionary<string, object?>(StringComparer.Ordinal) { [name] = words };
        return new(subject, await renderer.HtmlAsync<THtml>(parameters), await renderer.TextAsync<TText>(parameters));
    }

    private string? CalendarOf(IEnumerable<ReviewLetter> letters) => DueCalendar.Of(letters, settings.BaseUrl.AbsoluteUri.TrimEnd('/'));

    private Uri AddressOf(ReviewLetter letter) => AddressOf($"/reviews/{letter.Campaign.Value}");

    private Uri AddressOf(string path) => new(settings.BaseUrl.AbsoluteUri.TrimEnd('/') + path);
}
