using Portal.Data.Mail;
using Portal.Data.Notices.Digests;
using Portal.Hosting;
using Portal.Mail;

namespace Portal.Notices;

/// <summary>Words the mail about notices.</summary>
/// <param name="renderer">Turns components into mail.</param>
/// <param name="settings">Know the portal's address.</param>
internal sealed class NoticeMails(MailRenderer renderer, PortalSettings settings) : INoticeMails
{
    /// <inheritdoc/>
    public async Task<MailContent> WriteAsync(NoticeLetter letter, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var words = new NoticeMailWords(letter, settings.BaseUrl);
        var parameters = new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(NoticeMail.Words)] = words };
        return new(words.Subject, await renderer.HtmlAsync<NoticeMail>(parameters), await renderer.TextAsync<NoticeMailText>(parameters));
    }
}
