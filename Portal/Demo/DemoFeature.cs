using Portal.Data.Demo;
using Portal.Hosting;

namespace Portal.Demo;

/// <summary>Registers the demo. Without <c>Demo:Enabled</c> nothing of it answers and nothing of it runs.</summary>
internal static class DemoFeature
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddDemo(this IServiceCollection services, PortalSettings settings)
    {
        services
            .AddDemoData()
            .AddSingleton<Personas>()
            .AddSingleton<EventSimulator>();
        if (settings.IsDemo)
        {
            services.AddHostedService(p => p.GetRequiredService<EventSimulator>());
        }
        return services;
    }
}
