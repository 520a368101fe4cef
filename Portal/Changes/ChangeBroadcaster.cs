using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Live;

namespace Portal.Changes;

/// <summary>Reads new changes once for all clients of the hub in this process, in the order of their arrival, and hands them out.</summary>
/// <param name="feed">Says that something arrived.</param>
/// <param name="changes">Reads it.</param>
/// <param name="subscriptions">Take it.</param>
/// <param name="clock">The time.</param>
/// <param name="log">Says what went wrong.</param>
internal sealed partial class ChangeBroadcaster(
    ChangeFeed feed, ChangeQueries changes, ChangeSubscriptions subscriptions, TimeProvider clock, ILogger<ChangeBroadcaster> log) : BackgroundService
{
    private const int AtOnce = 500;
    private static readonly Caller Self = Caller.System("live hub");
    private static readonly TimeSpan BeforeRetry = TimeSpan.FromSeconds(1);
    private long? _last;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wakeUps = feed.Follow(Topic.Changes, stoppingToken);
        await ReadOnAsync(stoppingToken);
        await foreach (var _ in wakeUps)
        {
            await ReadOnAsync(stoppingToken);
        }
    }

    private async Task ReadOnAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await HandOutAsync(cancellationToken);
                return;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogFailed(exception);
                await Task.Delay(BeforeRetry, clock, cancellationToken);
            }
        }
    }

    private async Task HandOutAsync(CancellationToken cancellationToken)
    {
        if (_last is null || subscriptions.Count == 0)
        {
            var last = await changes.LastSequenceAsync(Self, cancellationToken);
            // Who came while that was read has to hear of what arrived meanwhile.
            if (_last is null || subscriptions.Count == 0)
            {
                _last = last;
                return;
            }
        }
        var arrived = await changes.ListArrivalsAsync(_last.Value, AtOnce, Self, cancellationToken);
        while (arrived.Count > 0)
        {
            foreach (var change in arrived)
            {
                subscriptions.Offer(change);
            }
            _last = arrived[^1].Sequence;
            arrived = await changes.ListArrivalsAsync(_last.Value, AtOnce, Self, cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "New changes could not be read for the clients of the live hub; trying again.")]
    private partial void LogFailed(Exception exception);
}
