using Portal.Data.Mail;
using Portal.Data.People;
using Portal.Hosting;
using Portal.Mail;

namespace Portal.People;

/// <summary>Words the mail about a break-glass token.</summary>
/// <param name="renderer">Turns components into mail.</param>
/// <param name="settings">Know the portal's address; never the request's, which anyone can make up.</param>
internal sealed class BreakGlassMails(MailRenderer renderer, PortalSettings settings) : IBreakGlassMails
{
    /// <inheritdoc/>
    public async Task<MailContent> WriteAsync(BreakGlassToken token, string reader, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var root = settings.BaseUrl.AbsoluteUri.TrimEnd('/');
        var words = new BreakGlassWords(token, reader, new Uri($"{root}/audit?subject={Uri.EscapeDataString($"token:{token.Id.Value}")}"), new Uri($"{root}/settings"));
        var parameters = new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(BreakGlassMail.Words)] = words };
        return new(BreakGlassWords.Subject, await renderer.HtmlAsync<BreakGlassMail>(parameters), await renderer.TextAsync<BreakGlassMailText>(parameters));
    }
}
