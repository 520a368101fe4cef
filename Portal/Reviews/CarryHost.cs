using Portal.Data.Live;
using Portal.Data.Reviews.Remediations.Carrying;

namespace Portal.Reviews;

/// <summary>Has the portal do on platforms what was asked for: at once when something was, and every few seconds what is due again or was left behind.</summary>
/// <param name="carry">Does it.</param>
/// <param name="feed">Says when something was asked for.</param>
/// <param name="log">Says what went wrong.</param>
internal sealed partial class CarryHost(CarryOut carry, ChangeFeed feed, ILogger<CarryHost> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var changed = feed.Follow(Topic.Remediations, stoppingToken).GetAsyncEnumerator(stoppingToken);
        var next = changed.MoveNextAsync().AsTask();
        try
        {
            while (true)
            {
                await RunAsync(stoppingToken);
                if (await Task.WhenAny(next, Task.Delay(Pause, TimeProvider.System, stoppingToken)) == next)
                {
                    await next;
                    next = changed.MoveNextAsync().AsTask();
                }
                stoppingToken.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was begun is found and taken up again, here or elsewhere.
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await carry.RunAsync(cancellationToken);
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            LogFailed(failed);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What is to be carried out on platforms could not be read; it is tried again.")]
    private partial void LogFailed(Exception exception);
}
