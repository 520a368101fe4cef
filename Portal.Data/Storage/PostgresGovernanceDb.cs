using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Npgsql;

namespace Portal.Data.Storage;

/// <summary>The database on a PostgreSQL server.</summary>
/// <param name="options">The engine's options.</param>
public sealed class PostgresGovernanceDb(DbContextOptions<PostgresGovernanceDb> options) : GovernanceDb(options)
{
    /// <inheritdoc/>
    public override Task LockAsync(string name, CancellationToken cancellationToken) =>
        Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({name}, 0))", cancellationToken);

    /// <inheritdoc/>
    public override async Task<T> LockedAsync<T>(CancellationToken cancellationToken)
    {
        // Not composed upon, so that the lock stands in the statement itself.
        var sql = $"SET LOCAL lock_timeout = DEFAULT; SELECT * FROM {BulkTable.Of<T>(this).QuotedName} FOR UPDATE";
        var rows = await Set<T>().FromSqlRaw(sql).ToListAsync(cancellationToken);
        return rows.Single();
    }

    /// <inheritdoc/>
    public override async Task LimitWaitAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        var connection = (NpgsqlConnection)await OpenConnectionAsync(cancellationToken);
        await ExecuteAsync(connection, string.Create(CultureInfo.InvariantCulture, $"SET LOCAL lock_timeout = '{longest.TotalMilliseconds:0}ms'"), cancellationToken);
    }

    /// <inheritdoc/>
    // Forgetting one is a round trip, and all of them end with the transaction.
    public override void Release(DbTransaction transaction, string savepoint)
    {
    }

    /// <inheritdoc/>
    public override bool IsUniqueViolation(DbUpdateException exception) =>
        exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    /// <inheritdoc/>
    public override IQueryable<IndexKey> Each(IndexKey[] keys) =>
        Set<EachKey>().FromSql($"SELECT unnest({Array.ConvertAll(keys, key => key.Value)}) AS \"Value\"").Select(key => key.Value);

    /// <inheritdoc/>
    public override async Task<int> BulkInsertAsync<T>(IEnumerable<T> rows, bool skipExisting, CancellationToken cancellationToken)
    {
        var table = BulkTable.Of<T>(this);
        var connection = (NpgsqlConnection)await OpenConnectionAsync(cancellationToken);
        if (!skipExisting)
        {
            return await CopyAsync(connection, table, table.QuotedName, rows, cancellationToken);
        }
        // COPY cannot skip: rows go to a staging table first and from there only those that are new.
        var staging = $"\"staging_{table.Name}\"";
        await ExecuteAsync(connection, $"CREATE TEMP TABLE IF NOT EXISTS {staging} (LIKE {table.QuotedName}) ON COMMIT DELETE ROWS; DELETE FROM {staging}", cancellationToken);
        await CopyAsync(connection, table, staging, rows, cancellationToken);
        return await ExecuteAsync(
            connection,
            $"INSERT INTO {table.QuotedName} ({table.QuotedColumns}) SELECT {table.QuotedColumns} FROM {staging} ON CONFLICT DO NOTHING",
            cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<int> BulkUpdateAsync<T>(IEnumerable<T> rows, IReadOnlyCollection<string> properties, CancellationToken cancellationToken)
    {
        var table = BulkTable.Of<T>(this).Only(properties);
        var connection = (NpgsqlConnection)await OpenConnectionAsync(cancellationToken);
        var staging = $"\"updating_{table.Name}\"";
        await ExecuteAsync(
            connection,
            $"DROP TABLE IF EXISTS {staging}; CREATE TEMP TABLE {staging} ON COMMIT DROP AS SELECT {table.QuotedColumns} FROM {table.QuotedName} WITH NO DATA",
            cancellationToken);
        await CopyAsync(connection, table, staging, rows, cancellationToken);
        var written = table.Columns.Where(c => !c.IsKey).Select(c => $"\"{c.Name}\" = s.\"{c.Name}\"");
        var found = table.Key.Select(c => $"t.\"{c.Name}\" = s.\"{c.Name}\"");
        return await ExecuteAsync(
            connection,
            $"UPDATE {table.QuotedName} t SET {string.Join(", ", written)} FROM {staging} s WHERE {string.Join(" AND ", found)}",
            cancellationToken);
    }

    /// <inheritdoc/>
    public override Task<IDbContextTransaction> BeginReadAsync(CancellationToken cancellationToken) =>
        Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

    /// <inheritdoc/>
    public override async IAsyncEnumerable<StoredRow> ReadStoredAsync<T>(
        IReadOnlyList<string> properties, long after, long upTo, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = BulkTable.Of<T>(this);
        var connection = (NpgsqlConnection)await OpenConnectionAsync(cancellationToken);
        var range = table.KeyIsBetween(after.ToString(CultureInfo.InvariantCulture), upTo.ToString(CultureInfo.InvariantCulture));
        var copy = await connection.BeginRawBinaryCopyAsync(
            $"COPY (SELECT {table.Chosen(properties)} FROM {table.QuotedName} WHERE {range}) TO STDOUT (FORMAT BINARY)", cancellationToken);
        await using var rows = new PostgresRows(copy, table.ColumnsOf(properties));
        await rows.StartAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken) is { } row)
        {
            yield return row;
        }
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
        configurationBuilder.Properties<IndexKey>().HaveConversion<IndexKey.AsGuid>();
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        // Keyset paging compares texts in the database and in code: both have to mean the same order.
        modelBuilder.UseCollation("C");
        base.OnModelCreating(modelBuilder);
    }

    private static async Task<int> CopyAsync<T>(
        NpgsqlConnection connection, BulkTable table, string target, IEnumerable<T> rows, CancellationToken cancellationToken)
        where T : class
    {
        await using var import = await connection.BeginBinaryImportAsync(
            $"COPY {target} ({table.QuotedColumns}) FROM STDIN (FORMAT BINARY)", cancellationToken);
        foreach (var row in rows)
        {
            await import.StartRowAsync(cancellationToken);
            foreach (var column in table.Columns)
            {
                if (column.Read(row) is { } value)
                {
                    await import.WriteAsync(value, column.StoreType, cancellationToken);
                }
                else
                {
                    await import.WriteNullAsync(cancellationToken);
                }
            }
        }
        return (int)await import.CompleteAsync(cancellationToken);
    }

    private async Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = (NpgsqlTransaction?)Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = sql;
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTimeOffset>(at => at.ToUniversalTime(), at => at);
}
