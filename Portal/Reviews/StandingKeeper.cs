using Portal.Data.Access;
using Portal.Data.Live;
using Portal.Data.Permissions.Certificates;
using Portal.Data.Reviews;

namespace Portal.Reviews;

/// <summary>Keeps up to date how identities stand to what was attested: after the start, after decisions and after imports.</summary>
/// <param name="earlier">Takes along what was decided before this was kept.</param>
/// <param name="assess">Works it out.</param>
/// <param name="feed">Says that something changed.</param>
/// <param name="clock">The time.</param>
/// <param name="log">Says what went wrong.</param>
internal sealed partial class StandingKeeper(CertifyEarlierDecisions earlier, AssessStandings assess, ChangeFeed feed, TimeProvider clock, ILogger<StandingKeeper> log)
    : BackgroundService
{
    private static readonly Caller Self = Caller.System("certification");

    // A reviewer answers many items one after the other: they are worked out together.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wakeUps = feed.Follow([Topic.Reviews, Topic.Inventory], stoppingToken);
        try
        {
            await RunAsync(isFirst: true, stoppingToken);
            await foreach (var _ in wakeUps)
            {
                await RunAsync(isFirst: false, stoppingToken);
                await Task.Delay(Pause, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The portal stops; what is left is done after the next start.
        }
    }

    private async Task RunAsync(bool isFirst, CancellationToken cancellationToken)
    {
        try
        {
            if (isFirst)
            {
                await earlier.RunAsync(Self, cancellationToken);
            }
            await assess.RunAsync(Self, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "How identities stand to what was attested could not be worked out; the next import, decision or start tries again.")]
    private partial void LogFailed(Exception exception);
}
