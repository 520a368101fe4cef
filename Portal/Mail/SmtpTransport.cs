using System.Globalization;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Portal.Mail;

/// <summary>Sends messages to an SMTP server.</summary>
/// <param name="server">The server.</param>
/// <param name="patience">How long one exchange may take, or null for a minute.</param>
internal sealed class SmtpTransport(MailSettings.SmtpServer server, TimeSpan? patience = null) : IMailTransport
{
    // Shorter than the outbox lends a message, so that a server that never answers cannot make two portals send it.
    private readonly TimeSpan _patience = patience ?? TimeSpan.FromSeconds(60);

    /// <inheritdoc/>
    public async Task<IMailSession> OpenAsync(CancellationToken cancellationToken)
    {
        var client = new SmtpClient { Timeout = (int)_patience.TotalMilliseconds };
        try
        {
            await WithPatienceAsync(
                async token =>
                {
                    await client.ConnectAsync(server.Host, server.Port, OptionsOf(server.Security), token);
                    if (server.User is { } user)
                    {
                        await client.AuthenticateAsync(user, server.Password!, token);
                    }
                },
                _patience,
                cancellationToken);
            return new Session(client, _patience);
        }
        catch (Exception failed) when (IsTransport(failed))
        {
            client.Dispose();
            throw new MailNotSentException($"{server.Host}:{server.Port} cannot be reached: {failed.Message}", isOutage: true, failed);
        }
    }

    private static SecureSocketOptions OptionsOf(MailSecurity security) => security switch
    {
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.None => SecureSocketOptions.None,
    };

    private static bool IsTransport(Exception exception) => exception
        is SocketException or IOException or ProtocolException or CommandException or AuthenticationException or SslHandshakeException
        or NotSupportedException or TimeoutException;

    private static async Task WithPatienceAsync(Func<CancellationToken, Task> work, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        waiting.CancelAfter(patience);
        try
        {
            await work(waiting.Token);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"No answer within {patience.TotalSeconds:0.#} seconds."), late);
        }
    }

    private sealed class Session(SmtpClient client, TimeSpan patience) : IMailSession
    {
        public async Task SendAsync(MimeMessage message, CancellationToken cancellationToken)
        {
            try
            {
                await WithPatienceAsync(token => client.SendAsync(message, token), patience, cancellationToken);
            }
            catch (SmtpCommandException refused)
            {
                // The server still talks, so it is this message.
                throw new MailNotSentException($"The server answered {(int)refused.StatusCode}: {refused.Message}", isOutage: false, refused);
            }
            catch (Exception failed) when (IsTransport(failed))
            {
                throw new MailNotSentException($"The connection broke: {failed.Message}", isOutage: true, failed);
            }
        }

        public async ValueTask DisposeAsync()
        {
            if (client.IsConnected)
            {
                try
                {
                    await WithPatienceAsync(token => client.DisconnectAsync(quit: true, token), patience, CancellationToken.None);
                }
                catch (Exception failed) when (IsTransport(failed))
                {
                    // Everything was sent; a farewell that fails changes nothing.
                }
            }
            client.Dispose();
        }
    }
}
