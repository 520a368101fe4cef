using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using Portal.Data.Audit;
using Portal.Data.Storage;

namespace Portal.Tests.Support;

/// <summary>A migrated, empty database of one test's own: a file, or a copy of a template on the run's PostgreSQL server.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private const string Template = "governance_template";
    private static readonly Lazy<Task<string>> SqliteTemplate = new(MakeSqliteTemplateAsync);
    private static readonly Lazy<Task<PostgresServer>> PostgresWithTemplate = new(MakePostgresTemplateAsync);
    private static int _count;
    private readonly string _folder;
    private readonly PostgresServer? _server;
    private readonly string? _name;

    private TestDatabase(string folder)
    {
        _folder = folder;
        Options = new(DatabaseProvider.Sqlite, $"Data Source={Path.Combine(folder, "governance.db")}");
    }

    private TestDatabase(PostgresServer server, string name)
    {
        _folder = Directory.CreateTempSubdirectory("governance-tests-").FullName;
        _server = server;
        _name = name;
        Options = new(DatabaseProvider.Postgres, server.ConnectionStringOf(name));
    }

    /// <summary>How the portal reaches it.</summary>
    public DatabaseOptions Options { get; }

    /// <summary>A record's key and checkpoints in files of this database's own.</summary>
    public AuditOptions Audit => new("tests.example/audit", Path.Combine(_folder, "audit.key"), Key: null, Path.Combine(_folder, "checkpoints"));

    /// <summary>Makes one. Skips the test, or in CI fails it, when the machine lacks the engine.</summary>
    /// <param name="engine">On which engine.</param>
    /// <param name="isMigrated">False for one without any table.</param>
    public static async Task<TestDatabase> CreateAsync(Engine engine, bool isMigrated = true)
    {
        if (engine == Engine.Sqlite)
        {
            var folder = Directory.CreateTempSubdirectory("governance-tests-").FullName;
            if (isMigrated)
            {
                File.Copy(await SqliteTemplate.Value, Path.Combine(folder, "governance.db"));
            }
            return new(folder);
        }
        try
        {
            var server = isMigrated ? await PostgresWithTemplate.Value : await PostgresServer.GetAsync();
            return await CopyOfAsync(server, isMigrated ? Template : "template0");
        }
        catch (MissingPartException missing)
        {
            missing.End();
            throw;
        }
    }

    /// <summary>Another one with the same rows. Nobody may use this one meanwhile.</summary>
    public async Task<TestDatabase> CopyAsync()
    {
        await LetGoAsync();
        if (_server is not null)
        {
            return await CopyOfAsync(_server, _name!);
        }
        var folder = Directory.CreateTempSubdirectory("governance-tests-").FullName;
        File.Copy(Path.Combine(_folder, "governance.db"), Path.Combine(folder, "governance.db"));
        return new(folder);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await LetGoAsync();
        if (_server is not null)
        {
            await _server.ExecuteAsync($"DROP DATABASE {_name} WITH (FORCE)");
        }
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<TestDatabase> CopyOfAsync(PostgresServer server, string template)
    {
        var name = "test_" + Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture);
        await server.ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template}");
        return new(server, name);
    }

    private async Task LetGoAsync()
    {
        if (_server is null)
        {
            ClosePool(Options.ConnectionString);
            return;
        }
        await using var pool = new NpgsqlConnection(Options.ConnectionString);
        NpgsqlConnection.ClearPool(pool);
    }

    private static async Task<string> MakeSqliteTemplateAsync()
    {
        var folder = Directory.CreateTempSubdirectory("governance-tests-template-").FullName;
        TestRun.AtEnd(() =>
        {
            Directory.Delete(folder, recursive: true);
            return Task.CompletedTask;
        });
        var path = Path.Combine(folder, "template.db");
        var connection = $"Data Source={path}";
        await TestSchema.CreateAsync(new(DatabaseProvider.Sqlite, connection));
        ClosePool(connection);
        return path;
    }

    private static async Task<PostgresServer> MakePostgresTemplateAsync()
    {
        var server = await PostgresServer.GetAsync();
        await server.ExecuteAsync($"CREATE DATABASE {Template} TEMPLATE template0");
        var connection = server.ConnectionStringOf(Template);
        await TestSchema.CreateAsync(new(DatabaseProvider.Postgres, connection));
        await using var pool = new NpgsqlConnection(connection);
        NpgsqlConnection.ClearPool(pool);
        return server;
    }

    private static void ClosePool(string connectionString)
    {
        using var pool = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(pool);
    }
}
