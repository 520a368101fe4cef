using Microsoft.Extensions.DependencyInjection;

namespace Portal.Data.Sources;

/// <summary>Registers sources.</summary>
public static class SourcesFeature
{
    /// <summary>Adds the feature.</summary>
    public static IServiceCollection AddSources(this IServiceCollection services) => services
        .AddSingleton<SourceQueries>()
        .AddSingleton<CreateSource>()
        .AddSingleton<UpdateSource>()
        .AddSingleton<DeleteSource>()
        .AddSingleton<CancelOperation>();
}
