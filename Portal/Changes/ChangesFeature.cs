using Portal.Hosting;

namespace Portal.Changes;

/// <summary>Registers and maps what people and programs touch of changes.</summary>
internal static class ChangesFeature
{
    /// <summary>Adds the queue before ingestion, the live hub's parts, and how long raw events are kept.</summary>
    public static IServiceCollection AddLiveChanges(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(RetentionSettings.From(configuration))
        .AddSingleton(_ => new IngestQueue())
        .AddSingleton(p => new EventBodies((int)Math.Min(p.GetRequiredService<PortalSettings>().MaxIngestBytes, EventBodies.MostBytes)))
        .AddSingleton<ChangeSubscriptions>()
        .AddHostedService<ChangeBroadcaster>()
        .AddHostedService<EarlierLeads>()
        .AddSingleton<HubConnections>()
        .AddHostedService(p => p.GetRequiredService<HubConnections>());

    /// <summary>Maps <c>/hubs/changes</c>.</summary>
    public static void MapChangesHub(this WebApplication app) =>
        // A message fits many times; a client that reads slower than this waits in its own queue.
        app.MapHub<ChangesHub>("/hubs/changes", options => options.TransportMaxBufferSize = 256 * 1024);
}
