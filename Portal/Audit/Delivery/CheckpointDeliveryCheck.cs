using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Portal.Audit.Delivery;

/// <summary>Says when checkpoints do not arrive. The portal can work all the same, so it stays ready.</summary>
/// <param name="delivery">Knows it.</param>
internal sealed class CheckpointDeliveryCheck(CheckpointDelivery delivery) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        delivery.Failures is [_, ..] failures
            ? HealthCheckResult.Degraded($"Checkpoints of the audit trail do not reach the {string.Join(" and the ", failures.Select(f => f.Target))}.")
            : HealthCheckResult.Healthy());
}
