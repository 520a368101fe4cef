using Portal.Data.Demo;
using Portal.Hosting;

namespace Portal.Demo;

/// <summary>Registers the demo. Without <c>Demo:Enabled</c> nothing of it answers and nothing of it runs.</summary>
internal static class DemoFeature
{
    /// <summary>Adds it. Comes after everything that registers a clock.</summary>
    public static IServiceCollection AddDemo(this IServiceCollection services, PortalSettings settings)
    {
        services
            .AddDemoData()
            .AddSingleton<Personas>()
            .AddSingleton<EventSimulator>()
            .AddSingleton<KiroReplay>();
        if (settings.IsDemo)
        {
            services
                .AddSingleton<DemoClock>()
                .AddSingleton<TimeProvider>(p => p.GetRequiredService<DemoClock>())
                .AddSingleton<DemoRegister>()
                .AddSingleton<DemoReview>()
                .AddSingleton<DemoOrganization>()
                .AddHostedService(p => p.GetRequiredService<EventSimulator>());
        }
        return services;
    }

    /// <summary>Loads the organization if this is the demo and the database is empty. Call after the migrations and before serving.</summary>
    public static Task EnsureDemoAsync(this IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetService<DemoOrganization>()?.EnsureAsync(cancellationToken) ?? Task.CompletedTask;
}
