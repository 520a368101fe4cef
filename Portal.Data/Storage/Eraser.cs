using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Portal.Data.Storage;

/// <summary>Takes everything out of the database, tables included, so that the <see cref="Migrator"/> starts anew. Connections stay valid.</summary>
/// <param name="databases">Where contexts come from.</param>
public sealed class Eraser(IDbContextFactory<GovernanceDb> databases)
{
    /// <summary>Takes every migration back, newest first.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (db is SqliteGovernanceDb)
        {
            await using var onlyOne = await SqliteMigrationLock.AcquireAsync(db, cancellationToken);
            await db.Database.OpenConnectionAsync(cancellationToken);
            var applied = await db.Database.GetAppliedMigrationsAsync(cancellationToken);
            foreach (var before in applied.Reverse().Skip(1).Append(Migration.InitialDatabase))
            {
                // Dropping a table deletes its rows first, and rows that point at rows of the same table would stand in the way. Each migration
                // that rebuilds a table, which is how SQLite changes one, turns this on again at its end.
                await db.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys=OFF;", cancellationToken);
                await db.GetService<IMigrator>().MigrateAsync(before, cancellationToken);
            }
        }
        else
        {
            await db.GetService<IMigrator>().MigrateAsync(Migration.InitialDatabase, cancellationToken);
        }
    }
}
