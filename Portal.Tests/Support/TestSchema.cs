using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Storage;

namespace Portal.Tests.Support;

/// <summary>Brings a new test database up to the present model.</summary>
internal static class TestSchema
{
    /// <summary>Migrates it.</summary>
    public static async Task CreateAsync(DatabaseOptions options)
    {
        await using var services = new ServiceCollection().AddLogging().AddStorage(options).BuildServiceProvider();
        await using var db = await services.GetRequiredService<IDbContextFactory<GovernanceDb>>().CreateDbContextAsync();
        if (db.Database.HasPendingModelChanges())
        {
            await CreateWithoutMigrationsAsync(db);
            return;
        }
        await services.GetRequiredService<Migrator>().RunAsync(CancellationToken.None);
    }

    // INTERIM, until the first release's migrations are generated: the model runs ahead of them, so the tables come from the model and only
    // what migrations write by hand comes from them. Delete this method and its call then.
    private static async Task CreateWithoutMigrationsAsync(GovernanceDb db)
    {
        await db.Database.EnsureCreatedAsync();
        var history = db.GetService<IHistoryRepository>();
        var migrations = db.GetService<IMigrationsAssembly>();
        var generator = db.GetService<IMigrationsSqlGenerator>();
        foreach (var (_, type) in migrations.Migrations.Where(m => !m.Key.EndsWith("_InitialSchema", StringComparison.Ordinal)))
        {
            var migration = migrations.CreateMigration(type, db.Database.ProviderName!);
            foreach (var command in generator.Generate(migration.UpOperations))
            {
                await ExecuteAsync(db, command.CommandText);
            }
        }
        await ExecuteAsync(db, history.GetCreateIfNotExistsScript());
        foreach (var (id, _) in migrations.Migrations)
        {
            await ExecuteAsync(db, history.GetInsertScript(new(id, ProductInfo.GetVersion())));
        }
    }

    private static Task<int> ExecuteAsync(GovernanceDb db, string sql) =>
        db.Database.ExecuteSqlRawAsync(sql.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
}
