using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

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
                services.AddSingleton(provider => new SharedTransactions(
                    () => ContextsOfOneConnection<SqliteGovernanceDb>(provider, o => o.UseSqlite(new SqliteConnection(options.ConnectionString)))));
                break;
            case DatabaseProvider.Postgres:
                services.AddPooledDbContextFactory<PostgresGovernanceDb>(o => o.UseNpgsql(options.ConnectionString));
                services.AddSingleton<IDbContextFactory<GovernanceDb>, DerivedFactory<PostgresGovernanceDb>>();
                services.AddSingleton(provider => new SharedTransactions(
                    () => ContextsOfOneConnection<PostgresGovernanceDb>(provider, o => o.UseNpgsql(new NpgsqlConnection(options.ConnectionString)))));
                break;
        }
        // Data Protection asks for a scoped context under the shared name.
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<GovernanceDb>>().CreateDbContext());
        return services;
    }

    /// <summary>Contexts like those of the engine's factory, except that all of them use one connection.</summary>
    private static DerivedFactory<T> ContextsOfOneConnection<T>(IServiceProvider provider, Action<DbContextOptionsBuilder<T>> use)
        where T : GovernanceDb
    {
        var builder = new DbContextOptionsBuilder<T>();
        builder.UseApplicationServiceProvider(provider);
        foreach (var configuration in provider.GetServices<IDbContextOptionsConfiguration<T>>())
        {
            configuration.Configure(provider, builder);
        }
        use(builder);
        return new(new PooledDbContextFactory<T>(builder.Options));
    }
}
