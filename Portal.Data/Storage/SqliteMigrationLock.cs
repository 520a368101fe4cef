using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Portal.Data.Storage;

/// <summary>
/// One process at a time migrates a SQLite file. EF Core's own lock is a row that survives kill -9 and makes every later start wait
/// without end (github.com/dotnet/efcore/issues/38958); this one is a lock that the operating system takes back when the process is gone,
/// so whoever holds it knows that a row it finds was left behind and can remove it. It can go when EF Core's lock is tied to its connection.
/// </summary>
internal sealed class SqliteMigrationLock : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly FileStream? _file;

    private SqliteMigrationLock(FileStream? file) => _file = file;

    /// <summary>Waits for its turn, then clears what a killed process left behind.</summary>
    /// <exception cref="IOException">Another process held the lock for a minute.</exception>
    public static async Task<SqliteMigrationLock> AcquireAsync(GovernanceDb db, CancellationToken cancellationToken)
    {
        var path = new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource;
        var file = path is "" or ":memory:" ? null : await OpenAsync(path + ".migrating", cancellationToken);
        await db.Database.ExecuteSqlRawAsync(
            "DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
        return new(file);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_file is not null)
        {
            await _file.DisposeAsync();
        }
    }

    private static async Task<FileStream> OpenAsync(string path, CancellationToken cancellationToken)
    {
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited < Patience && Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))))
            {
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }
}
