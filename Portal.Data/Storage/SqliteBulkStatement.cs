using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Portal.Data.Storage;

/// <summary>
/// One statement that is run for many rows. Talks to SQLite by the places of its parameters: a command looks each up by name and makes a
/// reader for each row, which costs more than SQLite's own work. Stores values as a command does.
/// </summary>
internal sealed class SqliteBulkStatement : IDisposable
{
    /// <summary>The types of values that it stores.</summary>
    public static readonly IReadOnlySet<Type> Types = new HashSet<Type>
    {
        typeof(string), typeof(Guid), typeof(long), typeof(int), typeof(short), typeof(byte), typeof(bool), typeof(double), typeof(DateOnly), typeof(byte[]),
    };

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private byte[] _text = ArrayPool<byte>.Shared.Rent(4 * 1024);

    /// <summary>Prepares it.</summary>
    /// <param name="connection">An open connection; what runs belongs to its transaction.</param>
    /// <param name="sql">The statement, with <c>?</c> where values go.</param>
    /// <exception cref="SqliteException">It is no valid statement.</exception>
    public SqliteBulkStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        var result = raw.sqlite3_prepare_v2(_database, sql, out _statement);
        SqliteException.ThrowExceptionForRC(result, _database);
    }

    /// <summary>Runs it with one row's values.</summary>
    /// <param name="values">Of as many as there are places.</param>
    /// <returns>How many rows it inserted or changed.</returns>
    /// <exception cref="SqliteException">A constraint does not hold, or the database is full or locked.</exception>
    public int Run(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            SqliteException.ThrowExceptionForRC(Bind(i + 1, values[i]), _database);
        }
        var result = raw.sqlite3_step(_statement);
        if (result != raw.SQLITE_DONE)
        {
            // Resetting forgets the error.
            try
            {
                SqliteException.ThrowExceptionForRC(result, _database);
            }
            finally
            {
                raw.sqlite3_reset(_statement);
            }
        }
        raw.sqlite3_reset(_statement);
        return raw.sqlite3_changes(_database);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _statement.Dispose();
        ArrayPool<byte>.Shared.Return(_text);
        _text = [];
    }

    private int Bind(int place, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(_statement, place),
        string text => BindText(place, text),
        Guid id => BindText(place, id.ToString().ToUpperInvariant()),
        long number => raw.sqlite3_bind_int64(_statement, place, number),
        int number => raw.sqlite3_bind_int64(_statement, place, number),
        short number => raw.sqlite3_bind_int64(_statement, place, number),
        byte number => raw.sqlite3_bind_int64(_statement, place, number),
        bool isTrue => raw.sqlite3_bind_int64(_statement, place, isTrue ? 1 : 0),
        double number => raw.sqlite3_bind_double(_statement, place, number),
        DateOnly day => BindText(place, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        byte[] bytes => raw.sqlite3_bind_blob(_statement, place, bytes),
        _ => throw new NotSupportedException($"A value of {value.GetType()} cannot be stored in bulk."),
    };

    private int BindText(int place, string text)
    {
        if (text.Length == 0)
        {
            // A span without bytes has no address, which SQLite takes for NULL.
            return raw.sqlite3_bind_text(_statement, place, text);
        }
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (_text.Length < most)
        {
            ArrayPool<byte>.Shared.Return(_text);
            _text = ArrayPool<byte>.Shared.Rent(most);
        }
        return raw.sqlite3_bind_text(_statement, place, _text.AsSpan(0, Encoding.UTF8.GetBytes(text, _text)));
    }
}
