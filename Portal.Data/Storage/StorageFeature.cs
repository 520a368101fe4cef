using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Data.Storage;

/// <summary>Registers the database.</summary>
public static class StorageFeature
{
    /// <summary>Adds the configured engine; features ask for <see cref="IDbContextFactory{TContext}"/> of <see cref="GovernanceDb"/>.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, DatabaseOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<Migrator>();
        services.AddSingleton<Eraser>();
        services.AddSingleton<EmbeddedBackup>();
        switch (options.Provider)
        {
            case DatabaseProvider.Sqlite:
                services.AddPooledDbContextFactory<SqliteGovernanceDb>(o => o
                    .UseSqlite(options.ConnectionString, sqlite => sqlite.UseQuerySplittingBehavior(QuerySplittingBehavior.SingleQuery))
                    .AddInterceptors(new SqlitePragmas()));
                services.AddSingleton<IDbContextFactory<GovernanceDb>, DerivedFactory<SqliteGovernanceDb>>();
                break;
            case DatabaseProvider.Postgres:
                services.AddPooledDbContextFactory<PostgresGovernanceDb>(o => o.UseNpgsql(options.ConnectionString));
                services.AddSingleton<IDbContextFactory<GovernanceDb>, DerivedFactory<PostgresGovernanceDb>>();
                break;
        }
        // Data Protection asks for a scoped context under the shared name.
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<GovernanceDb>>().CreateDbContext());
        return services;
    }
}
