using Portal.Data.Live;
using Portal.Data.Mail;

namespace Portal.Mail;

/// <summary>
/// Sends what waits in the outbox: at once when something was queued, and every so often in case another portal queued it. While the server is
/// down it tries ever more seldom, with one message, and loses none.
/// </summary>
/// <param name="outbox">What waits.</param>
/// <param name="transport">The way out.</param>
/// <param name="settings">Say who sends.</param>
/// <param name="feed">Says when something was queued.</param>
/// <param name="clock">The time.</param>
/// <param name="logger">Where failures are said.</param>
internal sealed partial class MailSender(
    Outbox outbox, IMailTransport transport, MailSettings settings, ChangeFeed feed, TimeProvider clock, ILogger<MailSender> logger)
    : BackgroundService
{
    private const int Batch = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>Sends everything that is due now.</summary>
    /// <returns>False when nothing can be sent at present.</returns>
    internal async Task<bool> SendDueAsync(CancellationToken cancellationToken)
    {
        while (await outbox.TakeAsync(Batch, cancellationToken) is { Count: > 0 } taken)
        {
            if (!await SendAsync(taken, cancellationToken))
            {
                return false;
            }
        }
        return true;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var queued = feed.Follow(Topic.Mail, stoppingToken).GetAsyncEnumerator(stoppingToken);
        var next = queued.MoveNextAsync().AsTask();
        var outages = 0;
        try
        {
            while (true)
            {
                outages = await TrySendDueAsync(stoppingToken) ? 0 : outages + 1;
                if (outages > 0)
                {
                    await Task.Delay(Outbox.PauseAfter(outages), clock, stoppingToken);
                    continue;
                }
                using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                if (await Task.WhenAny(next, Task.Delay(Pause, clock, waiting.Token)) == next)
                {
                    await next;
                    next = queued.MoveNextAsync().AsTask();
                }
                await waiting.CancelAsync();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The portal stops; what was taken and not sent is due again when its lease ends.
        }
    }

    private async Task<bool> TrySendDueAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await SendDueAsync(cancellationToken);
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            // A database that is away for a while must not end the sending of mail for good.
            LogFailed(logger, failed);
            return false;
        }
    }

    private async Task<bool> SendAsync(IReadOnlyList<OutboxMessage> taken, CancellationToken cancellationToken)
    {
        var tried = 0;
        try
        {
            await using var session = await transport.OpenAsync(cancellationToken);
            for (; tried < taken.Count; tried++)
            {
                await SendAsync(session, taken[tried], cancellationToken);
            }
            return true;
        }
        catch (MailNotSentException outage)
        {
            LogOutage(logger, taken.Count - tried, outage.Message);
            await outbox.FailedAsync(taken[tried], outage.Message, cancellationToken);
            foreach (var untried in taken.Skip(tried + 1))
            {
                await outbox.ReturnAsync(untried, cancellationToken);
            }
            return false;
        }
    }

    private async Task SendAsync(IMailSession session, OutboxMessage message, CancellationToken cancellationToken)
    {
        try
        {
            using var mime = MailEnvelope.Of(message, settings.From);
            await session.SendAsync(mime, cancellationToken);
            await outbox.SentAsync(message, cancellationToken);
        }
        catch (Exception refused) when (refused is FormatException or MailNotSentException { IsOutage: false })
        {
            LogRefused(logger, message.Id.Value, refused.Message);
            await outbox.FailedAsync(message, refused.Message, cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail cannot be sent at present; {Waiting} messages wait. {Cause}")]
    private static partial void LogOutage(ILogger logger, int waiting, string cause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {Message} was refused and is tried again later. {Cause}")]
    private static partial void LogRefused(ILogger logger, Guid message, string cause);

    [LoggerMessage(Level = LogLevel.Error, Message = "Mail could not be worked on; it goes on shortly.")]
    private static partial void LogFailed(ILogger logger, Exception cause);
}
