using Microsoft.Data.Sqlite;

namespace Portal.Data.Storage;

/// <summary>Copies the embedded database while it is in use, and puts a copy back.</summary>
/// <param name="options">Which database.</param>
public sealed class EmbeddedBackup(DatabaseOptions options)
{
    /// <summary>Writes a consistent copy.</summary>
    /// <exception cref="InvalidOperationException">The database is not embedded, or the file exists already.</exception>
    public async Task WriteAsync(string path, CancellationToken cancellationToken)
    {
        var database = EmbeddedFile();
        if (File.Exists(path))
        {
            throw new InvalidOperationException($"{path} exists already. Name a file that does not, so that no backup is overwritten.");
        }
        if (!File.Exists(database))
        {
            throw new InvalidOperationException($"There is no database at {database} yet.");
        }
        await using var connection = new SqliteConnection(options.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO $path";
        command.Parameters.AddWithValue("$path", path);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Puts a copy back in place of the present database, which is kept beside it with the ending <c>.before-restore</c>.</summary>
    /// <exception cref="InvalidOperationException">The database is not embedded or in use, or the file is no sound backup.</exception>
    public async Task RestoreAsync(string path, CancellationToken cancellationToken)
    {
        var database = EmbeddedFile();
        await CheckAsync(path, cancellationToken);
        var incoming = database + ".restoring";
        File.Copy(path, incoming, overwrite: true);
        if (File.Exists(database))
        {
            await CloseLogAsync(cancellationToken);
            File.Move(database, database + ".before-restore", overwrite: true);
        }
        File.Move(incoming, database);
    }

    private string EmbeddedFile() => options.Provider == DatabaseProvider.Sqlite
        ? Path.GetFullPath(new SqliteConnectionStringBuilder(options.ConnectionString).DataSource)
        : throw new InvalidOperationException("Only the embedded SQLite database is backed up here. Use pg_dump and pg_restore for PostgreSQL.");

    private static async Task CheckAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw new InvalidOperationException($"There is no file {path}.");
        }
        try
        {
            await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA integrity_check";
            if (await command.ExecuteScalarAsync(cancellationToken) is not "ok")
            {
                throw new InvalidOperationException($"{path} is damaged. Use another backup; nothing was changed.");
            }
            command.CommandText = "SELECT count(*) FROM sqlite_master WHERE name = 'audit_entries'";
            if (await command.ExecuteScalarAsync(cancellationToken) is not 1L)
            {
                throw new InvalidOperationException($"{path} is a SQLite database, but not of this portal. Nothing was changed.");
            }
        }
        catch (SqliteException exception)
        {
            throw new InvalidOperationException($"{path} is no SQLite database ({exception.Message}). Nothing was changed.", exception);
        }
    }

    /// <summary>Brings the write-ahead log into the file, which only works when nobody else has it open.</summary>
    private async Task CloseLogAsync(CancellationToken cancellationToken)
    {
        try
        {
            var alone = new SqliteConnectionStringBuilder(options.ConnectionString) { Pooling = false, DefaultTimeout = 1 };
            await using var connection = new SqliteConnection(alone.ToString());
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode=DELETE";
            if (await command.ExecuteScalarAsync(cancellationToken) is not "delete")
            {
                throw new InvalidOperationException("The database is in use. Stop the portal first; nothing was changed.");
            }
        }
        catch (SqliteException exception)
        {
            throw new InvalidOperationException("The database is in use. Stop the portal first; nothing was changed.", exception);
        }
    }
}
