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
            // Dropping a table deletes its rows first, and rows that point at rows of the same table would stand in the way.
            await db.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys=OFF;", cancellationToken);
            await TakeBackAsync(db, cancellationToken);
        }
        else
        {
            await TakeBackAsync(db, cancellationToken);
        }
    }

    private static Task TakeBackAsync(GovernanceDb db, CancellationToken cancellationToken) =>
        db.GetService<IMigrator>().MigrateAsync(Migration.InitialDatabase, cancellationToken);
}
