using Portal.Data.Platforms;
using Portal.Hosting.Outbound;

namespace Portal.Sources.Connectors;

/// <summary>Registers what fetches events.</summary>
internal static class ConnectorsFeature
{
    /// <summary>Adds it.</summary>
    /// <exception cref="InvalidOperationException">A setting is wrong: names the key, the problem and an example.</exception>
    public static IServiceCollection AddConnectors(this IServiceCollection services, IConfiguration configuration)
    {
        var guard = OutboundGuard.Create(OutboundSettings.From(configuration));
        return services
            .AddSingleton(guard)
            .AddSingleton(new EventSettingsCheck(guard))
            .AddSingleton(AwsAccount.From(configuration))
            .AddSingleton<SourceViews>()
            .AddSingleton<EventIntake>()
            .AddSingleton<AwsConnectors>()
            .AddSingleton<IRevocationCarriers, AwsCarriers>()
            .AddSingleton<ConnectorStates>()
            .AddHostedService<ConnectorHost>();
    }
}
