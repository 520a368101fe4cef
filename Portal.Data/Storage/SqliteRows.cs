using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Portal.Data.Storage;

/// <summary>Reads rows of SQLite with their real types, which no column declaration changes, and texts as bytes.</summary>
internal sealed class SqliteRows : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly StoredRow _row;
    private readonly int _columns;

    /// <summary>Begins a reading.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="sql">The query, with <c>?1</c> and so on where numbers go.</param>
    /// <param name="columns">How many columns it has.</param>
    /// <param name="numbers">The numbers.</param>
    /// <exception cref="SqliteException">It is no valid query.</exception>
    public SqliteRows(SqliteConnection connection, string sql, int columns, params ReadOnlySpan<long> numbers)
    {
        _database = connection.Handle!;
        _columns = columns;
        _row = new(columns);
        var result = raw.sqlite3_prepare_v2(_database, sql, out _statement);
        SqliteException.ThrowExceptionForRC(result, _database);
        for (var i = 0; i < numbers.Length; i++)
        {
            SqliteException.ThrowExceptionForRC(raw.sqlite3_bind_int64(_statement, i + 1, numbers[i]), _database);
        }
    }

    /// <summary>The next row, or null after the last.</summary>
    /// <exception cref="SqliteException">The database is damaged or locked.</exception>
    public StoredRow? Read()
    {
        var result = raw.sqlite3_step(_statement);
        if (result == raw.SQLITE_DONE)
        {
            return null;
        }
        if (result != raw.SQLITE_ROW)
        {
            SqliteException.ThrowExceptionForRC(result, _database);
        }
        _row.Clear();
        for (var i = 0; i < _columns; i++)
        {
            switch (raw.sqlite3_column_type(_statement, i))
            {
                case raw.SQLITE_NULL:
                    _row.SetNull(i);
                    break;
                case raw.SQLITE_INTEGER:
                    _row.Set(i, raw.sqlite3_column_int64(_statement, i));
                    break;
                case raw.SQLITE_TEXT:
                    _row.Set(i, StoredKind.Text, raw.sqlite3_column_blob(_statement, i));
                    break;
                case raw.SQLITE_BLOB:
                    _row.Set(i, StoredKind.Blob, raw.sqlite3_column_blob(_statement, i));
                    break;
                default:
                    _row.SetOther(i);
                    break;
            }
        }
        return _row;
    }

    /// <inheritdoc/>
    public void Dispose() => _statement.Dispose();
}
