using Portal.Data.Access;
using Portal.Data.Changes.Chains;

namespace Portal.Changes;

/// <summary>When a portal starts: sees to it that calls of agents which were stored by an earlier release are known by what they lead to.</summary>
/// <param name="note">Does it once.</param>
/// <param name="log">Says what went wrong.</param>
internal sealed partial class EarlierLeads(NoteEarlierLeads note, ILogger<EarlierLeads> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await note.RunAsync(Caller.System("chains"), stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            // Nothing rests on it but chains of old events; the next start tries again.
            LogFailed(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What earlier calls of agents lead to could not be noted; the next start tries again.")]
    private partial void LogFailed(Exception exception);
}
