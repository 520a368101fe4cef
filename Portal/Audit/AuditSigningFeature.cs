using Microsoft.Extensions.Diagnostics.HealthChecks;
using Portal.Audit.Delivery;
using Portal.Hosting;
using Portal.Hosting.Outbound;

namespace Portal.Audit;

/// <summary>Registers what keeps the audit trail signed, and brings its checkpoints out of the database's reach.</summary>
internal static class AuditSigningFeature
{
    /// <summary>
    /// Adds it. First of what runs in the background, so that it stops last and signs what the others wrote; and before it what brings
    /// checkpoints away, so that the last one is brought, too.
    /// </summary>
    /// <exception cref="InvalidOperationException">A setting is wrong: names the key, the problem and an example.</exception>
    public static IServiceCollection AddAuditSigning(this IServiceCollection services, IConfiguration configuration)
    {
        var guard = OutboundGuard.Create(OutboundSettings.From(configuration));
        if (WebhookSettings.From(configuration, guard) is { } webhook)
        {
            services.AddSingleton<ICheckpointTarget>(p => new CheckpointWebhook(webhook, guard, p.GetRequiredService<TimeProvider>()));
        }
        if (BucketSettings.From(configuration, guard) is { } bucket)
        {
            services
                .AddSingleton(p => new CheckpointBucket(bucket, guard, p.GetRequiredService<TimeProvider>()))
                .AddSingleton<ICheckpointTarget>(p => p.GetRequiredService<CheckpointBucket>());
        }
        services.AddHealthChecks().AddCheck<CheckpointDeliveryCheck>("checkpoints", HealthStatus.Degraded, [HealthFeature.Ready]);
        return services
            .AddSingleton<CheckpointDelivery>()
            .AddHostedService(p => p.GetRequiredService<CheckpointDelivery>())
            .AddHostedService<Checkpointer>();
    }
}
