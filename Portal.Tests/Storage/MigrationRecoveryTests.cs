using Microsoft.Data.Sqlite;
using Portal.Tests.Support;

namespace Portal.Tests.Storage;

/// <summary>A migration that was killed does not stop the next start.</summary>
public sealed class MigrationRecoveryTests
{
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_lock_that_a_killed_process_left_behind_is_taken_over()
    {
        var directory = Directory.CreateTempSubdirectory("governance-tests-migration-").FullName;
        await ExecuteAsync(directory, "CREATE TABLE \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL PRIMARY KEY, \"Timestamp\" TEXT NOT NULL); INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2026-01-01')");

        var result = await PortalProcess.RunAsync(directory, "migrate");

        Assert.Equal(string.Empty, result.Error);
        Assert.Equal(0, result.ExitCode);
        Assert.True(result.Took < AtMost, $"It took {result.Took}.");
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task A_start_after_a_kill_at_any_point_succeeds()
    {
        foreach (var milliseconds in new[] { 300, 500, 700, 850, 1000, 1200, 1500 })
        {
            var directory = Directory.CreateTempSubdirectory("governance-tests-migration-").FullName;
            using (var killed = PortalProcess.Start(directory, "migrate"))
            {
                await Task.WhenAny(killed.WaitForExitAsync(), Task.Delay(milliseconds));
                killed.Kill(entireProcessTree: true);
                await killed.WaitForExitAsync();
            }

            var result = await PortalProcess.RunAsync(directory, "migrate");

            Assert.True(result.ExitCode == 0 && result.Took < AtMost, $"Killed after {milliseconds} ms, the next start ended with {result.ExitCode} in {result.Took}: {result.Error}");
            Assert.Equal("ok", await ScalarAsync(directory, "PRAGMA integrity_check"));
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task ExecuteAsync(string directory, string sql)
    {
        await using var connection = Connect(directory);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<object?> ScalarAsync(string directory, string sql)
    {
        await using var connection = Connect(directory);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    private static SqliteConnection Connect(string directory) =>
        new($"Data Source={Path.Combine(directory, "governance.db")};Pooling=False");
}
