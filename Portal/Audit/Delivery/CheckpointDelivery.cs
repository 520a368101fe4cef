using Portal.Data.Access;
using Portal.Data.Audit.Proofs;

namespace Portal.Audit.Delivery;

/// <summary>Brings checkpoints to where they are kept outside the database, beside the signing and never in its way.</summary>
/// <param name="targets">Where to.</param>
/// <param name="proofs">Knows the latest checkpoint.</param>
/// <param name="clock">The time.</param>
/// <param name="log">Says what went wrong.</param>
public sealed partial class CheckpointDelivery(
    IEnumerable<ICheckpointTarget> targets, AuditProofs proofs, TimeProvider clock, ILogger<CheckpointDelivery> log) : BackgroundService
{
    // In the time of the machine, not in that of the demo or of a test.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(5);
    private static readonly Caller By = Caller.System("audit");
    private readonly TargetDelivery[] _deliveries = [.. targets.Select(t => new TargetDelivery(t, clock))];

    /// <summary>The targets that do not take checkpoints now.</summary>
    public IReadOnlyList<DeliveryFailure> Failures => [.. _deliveries.Select(d => d.Failure).OfType<DeliveryFailure>()];

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(LastPatience);
        try
        {
            await Task.WhenAll(_deliveries.Select(d => BringAsync(d, isLast: true, patience.Token)));
        }
        catch (OperationCanceledException)
        {
            // The next start brings it.
        }
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(_deliveries.Select(d => FollowAsync(d, stoppingToken)));

    private async Task FollowAsync(TargetDelivery delivery, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Pause);
        try
        {
            do
            {
                await BringAsync(delivery, isLast: false, cancellationToken);
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The portal stops: what is left is brought by StopAsync.
        }
    }

    private async Task BringAsync(TargetDelivery delivery, bool isLast, CancellationToken cancellationToken)
    {
        try
        {
            var failed = delivery.Failure;
            if (await delivery.RunAsync(await proofs.LatestAsync(By, cancellationToken), isLast, cancellationToken))
            {
                LogFailed(delivery.Name, delivery.Failure!.Since, delivery.Failure.Problem);
            }
            else if (failed is not null && delivery.Failure is null)
            {
                LogRecovered(delivery.Name);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogUnread(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The {Target} has not taken a checkpoint of the audit trail since {Since:O}; it is tried again. {Problem}")]
    private partial void LogFailed(string target, DateTimeOffset since, string problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The {Target} takes checkpoints of the audit trail again.")]
    private partial void LogRecovered(string target);

    [LoggerMessage(Level = LogLevel.Error, Message = "The latest checkpoint of the audit trail cannot be read.")]
    private partial void LogUnread(Exception exception);
}
