using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Portal.Data.Storage;

/// <summary>Brings the database up to date, and recovers from a start that was killed in the middle of doing so.</summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="log">Says what was applied.</param>
public sealed partial class Migrator(IDbContextFactory<GovernanceDb> databases, ILogger<Migrator> log)
{
    /// <summary>Applies what is pending.</summary>
    /// <exception cref="InvalidOperationException">The database was written by a newer portal.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var applied = await db.Database.GetAppliedMigrationsAsync(cancellationToken);
        var unknown = applied.Except(db.Database.GetMigrations(), StringComparer.Ordinal).FirstOrDefault();
        if (unknown is not null)
        {
            throw new InvalidOperationException(
                $"The database holds '{unknown}', which this version of the portal does not know: it was written by a newer one. Start that version, or restore a backup.");
        }
        var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        if (pending.Count == 0)
        {
            return;
        }
        if (db is SqliteGovernanceDb)
        {
            await using var onlyOne = await SqliteMigrationLock.AcquireAsync(db, cancellationToken);
            await db.Database.OpenConnectionAsync(cancellationToken);
            // PostgreSQL brings it; migrations hash what is stored already.
            ((SqliteConnection)db.Database.GetDbConnection()).CreateFunction<byte[], byte[]>("sha256", SHA256.HashData, isDeterministic: true);
            await db.Database.MigrateAsync(cancellationToken);
        }
        else
        {
            await db.Database.MigrateAsync(cancellationToken);
        }
        LogApplied(pending.Count, pending[^1]);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Applied {Count} migrations, the last is {Last}.")]
    private partial void LogApplied(int count, string last);
}
