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
    public override bool IsUniqueViolation(DbUpdateException exception) =>
        exception.InnerException is SqliteException { SqliteErrorCode: ConstraintViolated, SqliteExtendedErrorCode: PrimaryKeyViolated or UniqueViolated };

    /// <inheritdoc/>
    public override async Task<int> BulkInsertAsync<T>(IEnumerable<T> rows, bool skipExisting, CancellationToken cancellationToken)
    {
        var table = BulkTable.Of<T>(this);
        var connection = (SqliteConnection)await OpenConnectionAsync(cancellationToken);
        await using var insert = connection.CreateCommand();
        insert.Transaction = (SqliteTransaction?)Database.CurrentTransaction?.GetDbTransaction();
        insert.CommandText =
            $"INSERT {(skipExisting ? "OR IGNORE " : string.Empty)}INTO {table.QuotedName} ({table.QuotedColumns}) "
            + $"VALUES ({string.Join(',', Enumerable.Range(0, table.Columns.Count).Select(i => $"$p{i}"))})";
        var parameters = Enumerable.Range(0, table.Columns.Count)
            .Select(i => insert.Parameters.Add(new SqliteParameter { ParameterName = $"$p{i}" }))
            .ToArray();
        insert.Prepare();

        var inserted = 0;
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < parameters.Length; i++)
            {
                parameters[i].Value = table.Columns[i].Read(row) ?? DBNull.Value;
            }
            // Microsoft.Data.Sqlite has no asynchronous writes: its ExecuteNonQueryAsync runs the same code behind more allocations.
            inserted += insert.ExecuteNonQuery();
        }
        return inserted;
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        // SQLite cannot order or compare DateTimeOffset: UTC ticks can.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
    }

    private sealed class UtcTicksConverter()
        : ValueConverter<DateTimeOffset, long>(at => at.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}
