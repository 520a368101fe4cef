using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Portal.Data.Storage;

/// <summary>The database in one SQLite file.</summary>
/// <param name="options">The engine's options.</param>
public sealed class SqliteGovernanceDb(DbContextOptions<SqliteGovernanceDb> options) : GovernanceDb(options)
{
    private const int ConstraintViolated = 19;
    private const int PrimaryKeyViolated = 1555;
    private const int UniqueViolated = 2067;

    /// <inheritdoc/>
    public override Task LockAsync(string name, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override Task<T> LockedAsync<T>(CancellationToken cancellationToken) => Set<T>().SingleAsync(cancellationToken);

    /// <inheritdoc/>
    public override Task LimitWaitAsync(TimeSpan longest, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    // Each page that is written later would be held against every savepoint.
    public override void Release(DbTransaction transaction, string savepoint) => transaction.Release(savepoint);

    /// <inheritdoc/>
    public override bool IsUniqueViolation(DbUpdateException exception) =>
        exception.InnerException is SqliteException { SqliteErrorCode: ConstraintViolated, SqliteExtendedErrorCode: PrimaryKeyViolated or UniqueViolated };

    /// <inheritdoc/>
    public override IQueryable<IndexKey> Each(IndexKey[] keys) => Set<EachKey>()
        .FromSql($"SELECT unhex(value) AS \"Value\" FROM json_each({JsonSerializer.Serialize(Array.ConvertAll(keys, key => key.Value.ToString("N")))})")
        .Select(key => key.Value);

    /// <inheritdoc/>
    public override async Task<int> BulkInsertAsync<T>(IEnumerable<T> rows, bool skipExisting, CancellationToken cancellationToken)
    {
        var table = BulkTable.Of<T>(this);
        var connection = (SqliteConnection)await OpenConnectionAsync(cancellationToken);
        var places = string.Join(',', Enumerable.Repeat('?', table.Columns.Count));
        return Execute(
            connection,
            $"INSERT {(skipExisting ? "OR IGNORE " : string.Empty)}INTO {table.QuotedName} ({table.QuotedColumns}) VALUES ({places})",
            table,
            rows,
            cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<int> BulkUpdateAsync<T>(IEnumerable<T> rows, IReadOnlyCollection<string> properties, CancellationToken cancellationToken)
    {
        var table = BulkTable.Of<T>(this).Only(properties);
        var connection = (SqliteConnection)await OpenConnectionAsync(cancellationToken);
        var columns = table.Columns.Select(c => (c.IsKey, Sql: $"\"{c.Name}\" = ?")).ToList();
        return Execute(
            connection,
            $"UPDATE {table.QuotedName} SET {string.Join(", ", columns.Where(c => !c.IsKey).Select(c => c.Sql))} "
                + $"WHERE {string.Join(" AND ", columns.Where(c => c.IsKey).Select(c => c.Sql))}",
            table,
            rows,
            cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<IDbContextTransaction> BeginReadAsync(CancellationToken cancellationToken)
    {
        var connection = (SqliteConnection)await OpenConnectionAsync(cancellationToken);
        // A deferred one: it becomes a reader with its first query, and a writer never.
        return (await Database.UseTransactionAsync(connection.BeginTransaction(deferred: true), cancellationToken))!;
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<StoredRow> ReadStoredAsync<T>(
        IReadOnlyList<string> properties, long after, long upTo, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = BulkTable.Of<T>(this);
        var connection = (SqliteConnection)await OpenConnectionAsync(cancellationToken);
        using var rows = new SqliteRows(connection, $"SELECT {table.Chosen(properties)} FROM {table.QuotedName} WHERE {table.KeyIsBetween("?1", "?2")}", properties.Count, after, upTo);
        while (rows.Read() is { } row)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return row;
        }
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        // SQLite cannot order or compare DateTimeOffset: UTC ticks can.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
        configurationBuilder.Properties<IndexKey>().HaveConversion<IndexKey.AsBytes>();
    }

    private static int Execute<T>(SqliteConnection connection, string sql, BulkTable table, IEnumerable<T> rows, CancellationToken cancellationToken)
        where T : class
    {
        using var statement = new SqliteBulkStatement(connection, sql);
        var values = new object?[table.Columns.Count];
        var affected = 0;
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = table.Columns[i].Read(row);
            }
            affected += statement.Run(values);
        }
        return affected;
    }

    private sealed class UtcTicksConverter()
        : ValueConverter<DateTimeOffset, long>(at => at.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}
