using Portal.Data.Live;
using Portal.Data.Notices.Delivery;

namespace Portal.Notices;

/// <summary>Posts what waits for channels: every few seconds, and at once when something was queued here. A receiver that is slow keeps no other waiting.</summary>
/// <param name="outbox">What waits.</param>
/// <param name="posting">Posts.</param>
/// <param name="feed">Says when something was queued.</param>
/// <param name="clock">The time.</param>
/// <param name="logger">Where failures are said.</param>
internal sealed partial class NoticeSender(NoticeOutbox outbox, NoticePosting posting, ChangeFeed feed, TimeProvider clock, ILogger<NoticeSender> logger)
    : BackgroundService
{
    // With the lease in mind: however slow, a batch is done before its last message is anybody else's.
    private const int Batch = 16;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Posts everything that is due now.</summary>
    internal async Task SendDueAsync(CancellationToken cancellationToken)
    {
        while (await outbox.TakeAsync(Batch, cancellationToken) is { Count: > 0 } taken)
        {
            await Task.WhenAll(taken.Select(message => SendAsync(message, cancellationToken)));
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var queued = feed.Follow(Topic.Notices, stoppingToken).GetAsyncEnumerator(stoppingToken);
        var next = queued.MoveNextAsync().AsTask();
        try
        {
            while (true)
            {
                await TrySendDueAsync(stoppingToken);
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
            // The portal stops; what was taken and not answered is due again when its lease ends.
        }
    }

    private async Task SendAsync(NoticeMessage message, CancellationToken cancellationToken)
    {
        var answer = await posting.SendAsync(message, cancellationToken);
        if (!answer.IsTaken)
        {
            LogRefused(logger, message.Id.Value, message.RuleId.Value, message.Attempt, answer.Status);
        }
        await outbox.AnsweredAsync(message, answer, cancellationToken);
    }

    private async Task TrySendDueAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SendDueAsync(cancellationToken);
        }
        catch (Exception failed) when (failed is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // A database that is away for a while must not end the posting for good.
            LogFailed(logger, failed);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {Message} of the notice rule {Rule} was not taken on try {Attempt} (status {Status}).")]
    private static partial void LogRefused(ILogger logger, Guid message, Guid rule, int attempt, int? status);

    [LoggerMessage(Level = LogLevel.Error, Message = "Notices could not be posted; it goes on shortly.")]
    private static partial void LogFailed(ILogger logger, Exception cause);
}
