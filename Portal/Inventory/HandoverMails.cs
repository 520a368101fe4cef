using Portal.Data.Inventory.Handover;
using Portal.Data.Mail;
using Portal.Hosting;
using Portal.Mail;

namespace Portal.Inventory;

/// <summary>Words the mail to people who own agents from now on.</summary>
/// <param name="renderer">Turns components into mail.</param>
/// <param name="settings">Know the portal's address; never the request's, which anyone can make up.</param>
internal sealed class HandoverMails(MailRenderer renderer, PortalSettings settings) : IHandoverMails
{
    /// <inheritdoc/>
    public async Task<MailContent> WriteAsync(HandoverLetter letter, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var words = new HandoverWords(letter, new Uri(settings.BaseUrl.AbsoluteUri.TrimEnd('/') + InheritedPage.Path));
        var parameters = new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(HandoverMail.Words)] = words };
        return new(words.Subject, await renderer.HtmlAsync<HandoverMail>(parameters), await renderer.TextAsync<HandoverMailText>(parameters));
    }
}
