using Portal.Data.Demo;

namespace Portal.Demo;

/// <summary>Registers and maps the demo. Without <c>Demo:Enabled</c> nothing of it answers.</summary>
internal static class DemoFeature
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddDemo(this IServiceCollection services) => services
        .AddDemoData()
        .AddSingleton<Personas>();
}
