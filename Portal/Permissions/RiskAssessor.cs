using Portal.Data.Access;
using Portal.Data.Live;
using Portal.Data.Permissions;
using Portal.Data.Permissions.Escalation;

namespace Portal.Permissions;

/// <summary>Keeps risks up to date: after the start, after each import, and when people come or leave.</summary>
/// <param name="assess">Works them out.</param>
/// <param name="escalations">Brings in what identities can become.</param>
/// <param name="feed">Says that something changed.</param>
/// <param name="log">Says what went wrong.</param>
internal sealed partial class RiskAssessor(AssessRisk assess, AssessEscalations escalations, ChangeFeed feed, ILogger<RiskAssessor> log) : BackgroundService
{
    private static readonly Caller Self = Caller.System("risk");

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wakeUps = feed.Follow([Topic.Sources, Topic.People], stoppingToken);
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
            await assess.RunAsync(Self, cancellationToken);
            await escalations.RunAsync(Self, cancellationToken);
            await assess.RefreshAgentsAsync(Self, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Risks could not be worked out; the next import or start tries again.")]
    private partial void LogFailed(Exception exception);
}
