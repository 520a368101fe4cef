using Portal.Data.Commands;

namespace Portal.Hosting;

/// <summary>Keeps pages live for what other portals and verbs do on the same database, and wakes the workers of this one.</summary>
/// <param name="elsewhere">Finds it out.</param>
/// <param name="log">Says what went wrong.</param>
internal sealed partial class ElsewhereWatch(CommandsElsewhere elsewhere, ILogger<ElsewhereWatch> log) : BackgroundService
{
    // In the time of the machine, not in that of the demo or of a test.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        try
        {
            do
            {
                await LookAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The portal stops, and its pages with it.
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await elsewhere.LookAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What other portals did could not be read; it is tried again.")]
    private partial void LogFailed(Exception exception);
}
