using Microsoft.Extensions.DependencyInjection;

namespace Portal.Data.Timelines;

/// <summary>Registers timelines.</summary>
public static class TimelinesFeature
{
    /// <summary>Adds the feature.</summary>
    public static IServiceCollection AddTimelines(this IServiceCollection services) => services.AddSingleton<TimelineQueries>();
}
