using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace Portal.Tests.Support;

/// <summary>
/// A PostgreSQL server of this test run's own, on a free loopback port: started when the first test asks for it, stopped and deleted when the
/// run ends. What an earlier run left behind because it was killed is cleared away first.
/// </summary>
public sealed class PostgresServer
{
    private const string FolderPrefix = "governance-tests-postgres-";
    private const int Attempts = 5;
    private static readonly Lazy<Task<PostgresServer>> Shared = new(StartAsync);
    private readonly Account _account;
    private readonly string _binaries;
    private readonly string _folder;

    private PostgresServer(Account account, string binaries, string folder)
    {
        _account = account;
        _binaries = binaries;
        _folder = folder;
    }

    private string Data => Path.Combine(_folder, "data");

    private string ConnectionString { get; set; } = string.Empty;

    /// <summary>The server of this run.</summary>
    /// <exception cref="MissingPartException">There is none on this machine.</exception>
    public static Task<PostgresServer> GetAsync() => Shared.Value;

    /// <summary>How to reach one of its databases, which need not exist yet.</summary>
    public string ConnectionStringOf(string database) =>
        new NpgsqlConnectionStringBuilder(ConnectionString) { Database = database }.ConnectionString;

    /// <summary>Runs a statement that is about databases as such.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionStringOf("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<PostgresServer> StartAsync()
    {
        var binaries = await MachinePart.Postgres.LocateAsync();
        var account = await Account.OfServerAsync();
        await ClearLeftoversAsync(account, binaries);

        var folder = Path.Combine(Path.GetTempPath(), FolderPrefix + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        Directory.CreateDirectory(folder);
        var server = new PostgresServer(account, binaries, folder);
        TestRun.AtEnd(server.StopAsync);
        await server.CreateClusterAsync();
        return server;
    }

    private async Task CreateClusterAsync()
    {
        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var passwordFile = Path.Combine(_folder, "password");
        await File.WriteAllTextAsync(passwordFile, password);
        await _account.OwnAsync(_folder);
        await RunAsync("initdb", "-D", Data, "-U", "tests", "-A", "scram-sha-256", "--pwfile", passwordFile, "-E", "UTF8", "--locale", "C", "--no-sync");
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort();
            try
            {
                await RunAsync("pg_ctl", "-D", Data, "-w", "-t", "60", "-l", Path.Combine(_folder, "log"), "-o", Options(port), "start");
                ConnectionString = new NpgsqlConnectionStringBuilder
                {
                    Host = IPAddress.Loopback.ToString(),
                    Port = port,
                    Username = "tests",
                    Password = password,
                    MaxPoolSize = 20,
                    IncludeErrorDetail = true,
                }.ConnectionString;
                return;
            }
            catch (InvalidOperationException) when (attempt < Attempts)
            {
                // Someone else may have taken the port between asking for it and using it.
            }
        }
    }

    // Nothing here has to survive a power cut, so nothing waits for the disk.
    private static string Options(int port) => string.Create(
        CultureInfo.InvariantCulture,
        $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=300");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task ClearLeftoversAsync(Account account, string binaries)
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), FolderPrefix + "*"))
        {
            var owner = int.Parse(Path.GetFileName(folder)[FolderPrefix.Length..], CultureInfo.InvariantCulture);
            if (owner == Environment.ProcessId || !System.Diagnostics.Process.GetProcesses().Any(p => p.Id == owner))
            {
                await new PostgresServer(account, binaries, folder).StopAsync();
            }
        }
    }

    private async Task StopAsync()
    {
        try
        {
            await RunAsync("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
        }
        catch (InvalidOperationException)
        {
            // It was not running.
        }
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (Exception kept) when (kept is IOException or UnauthorizedAccessException)
        {
            // Another user's leftovers: not ours to delete.
        }
    }

    private Task<string> RunAsync(string program, params IReadOnlyList<string> arguments) =>
        _account.RunAsync(Path.Combine(_binaries, program), arguments);

    /// <summary>The account that the server runs as: the server refuses to run as root.</summary>
    /// <param name="name">The other account, or null for our own.</param>
    private sealed class Account(string? name)
    {
        public static async Task<Account> OfServerAsync()
        {
            if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
            {
                return new(null);
            }
            var accounts = await File.ReadAllLinesAsync("/etc/passwd");
            return new(accounts.Any(l => l.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody");
        }

        public async Task OwnAsync(string folder)
        {
            if (name is not null)
            {
                await MachineProgram.RunAsync("chown", "-R", name, folder);
            }
        }

        public Task<string> RunAsync(string program, IReadOnlyList<string> arguments) => name is null
            ? MachineProgram.RunAsync(program, arguments)
            : MachineProgram.RunAsync("runuser", ["-u", name, "--", program, .. arguments]);
    }
}
