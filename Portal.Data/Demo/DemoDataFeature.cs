using Microsoft.Extensions.DependencyInjection;

namespace Portal.Data.Demo;

/// <summary>Registers what the demo keeps on record.</summary>
public static class DemoDataFeature
{
    /// <summary>Adds the feature.</summary>
    public static IServiceCollection AddDemoData(this IServiceCollection services) => services
        .AddSingleton<DemoQueries>()
        .AddSingleton<MarkDemo>();
}
