using Portal.Data.Access;
using Portal.Data.Changes.Effects;
using Portal.Data.Live;

namespace Portal.Changes;

/// <summary>Works out what changes mean as they arrive, and after the start what was left.</summary>
/// <param name="weigh">Works it out.</param>
/// <param name="feed">Says that changes arrived.</param>
/// <param name="log">Says what went wrong.</param>
internal sealed partial class ChangeWeigher(WeighChanges weigh, ChangeFeed feed, ILogger<ChangeWeigher> log) : BackgroundService
{
    private static readonly Caller Self = Caller.System("changes");

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wakeUps = feed.Follow([Topic.Changes], stoppingToken);
        try
        {
            await RunAsync(stoppingToken);
            await foreach (var _ in wakeUps)
            {
                await RunAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The portal stops; what is left is done after the next start.
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await weigh.RunAsync(Self, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What changes mean could not be worked out; the next change or start tries again.")]
    private partial void LogFailed(Exception exception);
}
