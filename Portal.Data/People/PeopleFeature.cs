using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Access;

namespace Portal.Data.People;

/// <summary>Registers people and tokens.</summary>
public static class PeopleFeature
{
    /// <summary>Adds the feature.</summary>
    public static IServiceCollection AddPeople(this IServiceCollection services) => services
        .AddSingleton<CallerDirectory>()
        .AddSingleton<ICallerDirectory>(p => p.GetRequiredService<CallerDirectory>())
        .AddSingleton<PeopleQueries>()
        .AddSingleton<ImportPeople>()
        .AddSingleton<ApiTokenQueries>()
        .AddSingleton<CreateApiToken>()
        .AddSingleton<RevokeApiToken>();
}
