using Portal.Data.Mail;
using Portal.Data.People;

namespace Portal.Tests.Support;

/// <summary>Words the mail about a break-glass token in one line.</summary>
public sealed class PlainBreakGlassMails : IBreakGlassMails
{
    /// <inheritdoc/>
    public Task<MailContent> WriteAsync(BreakGlassToken token, string reader, CancellationToken cancellationToken)
    {
        var text = $"{reader}: {token.Name} {token.Prefix}";
        return Task.FromResult(new MailContent("A break-glass token", $"<p>{text}</p>", text));
    }
}
