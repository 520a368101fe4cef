using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Portal.Data.Storage;

/// <summary>Puts each opened SQLite connection into the mode that the portal relies on: write-ahead log, durable commits, foreign keys.</summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    // page_size, for a file that is made now: an event with its raw text fills most of a page of the default 4 KiB, which wastes the rest of it.
    // With 16 KiB a database is a third smaller, and events are stored in three fifths of the time.
    // synchronous=FULL: an answer that a client got must survive a power cut. busy_timeout waits for the one writer.
    // wal_autocheckpoint: a body of thousands of events writes more pages than the default of 1,000, and would pay for a checkpoint each time.
    private const string Sql = "PRAGMA page_size=16384; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=2000; " + ReadSql;

    // cache_size: at most 16 MiB a connection, so that a large transaction neither spills its pages nor reads them again.
    //
    // EF Core asks through a read-only connection whether the file is there, and such a connection cannot set the mode of a file that a
    // killed process left behind before it was set.
    private const string ReadSql = "PRAGMA foreign_keys=ON; PRAGMA busy_timeout=30000; PRAGMA cache_size=-16384;";

    /// <inheritdoc/>
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = SqlFor(connection);
        command.ExecuteNonQuery();
    }

    /// <inheritdoc/>
    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = SqlFor(connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string SqlFor(DbConnection connection) =>
        new SqliteConnectionStringBuilder(connection.ConnectionString).Mode == SqliteOpenMode.ReadOnly ? ReadSql : Sql;
}
