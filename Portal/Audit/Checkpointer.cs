using Portal.Data.Audit.Checkpoints;

namespace Portal.Audit;

/// <summary>Signs the audit trail: once a minute when something was written, and when the portal stops.</summary>
/// <param name="checkpoints">Signs it.</param>
/// <param name="clock">The time.</param>
/// <param name="log">Says what went wrong.</param>
internal sealed partial class Checkpointer(WriteCheckpoints checkpoints, TimeProvider clock, ILogger<Checkpointer> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await RunAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        try
        {
            do
            {
                await RunAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The portal stops: what is left is signed by StopAsync.
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await checkpoints.RunAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The audit trail could not be signed; it is tried again in a minute.")]
    private partial void LogFailed(Exception exception);
}
