using MimeKit;

namespace Portal.Mail;

/// <summary>An open way for mail to leave the portal.</summary>
internal interface IMailSession : IAsyncDisposable
{
    /// <summary>Sends one message; when it returns, the other side has taken it.</summary>
    /// <exception cref="MailNotSentException">It was not taken.</exception>
    Task SendAsync(MimeMessage message, CancellationToken cancellationToken);
}
