using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Portal.Tests.Support;

namespace Portal.Tests.Sources;

/// <summary>The verb <c>import</c> as scripts run it: a process with an exit code, a summary and progress.</summary>
public sealed class ImportVerbTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("governance-tests-import-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task It_prints_a_summary_as_JSON_and_tells_its_progress_apart_from_it()
    {
        var file = await WriteAsync("account.json", Api.Fixture("account.json"));

        var done = await ImportAsync(file);
        var again = await ImportAsync(file);

        Assert.Equal((0, 0), (done.ExitCode, again.ExitCode));
        var summary = JsonElement.Parse(done.Output);
        Assert.Equal(("Production", true), (summary.GetProperty("source").GetString(), summary.GetProperty("isComplete").GetBoolean()));
        Assert.True(summary.GetProperty("counts").GetProperty("added").GetInt32() > 0);
        Assert.Contains("100 %", done.Error, StringComparison.Ordinal);
        Assert.Equal((0, 0, 0), Differences(JsonElement.Parse(again.Output)));
        Assert.Equal(1, await CountAsync("sources"));
    }

    [Fact]
    public async Task What_cannot_be_imported_is_one_line_that_names_the_file_and_exit_code_1()
    {
        var broken = await WriteAsync("broken.json", "{\"RoleDetailList\":[{"u8.ToArray());
        var nothing = await WriteAsync("nothing.json", "{\"Vpcs\":[]}"u8.ToArray());

        foreach (var file in new[] { broken, nothing })
        {
            var failed = await ImportAsync(file);

            Assert.Equal((1, string.Empty), (failed.ExitCode, failed.Output));
            var said = Assert.Single(failed.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => !line.TrimEnd().EndsWith('%'));
            Assert.Contains(Path.GetFileName(file), said, StringComparison.Ordinal);
        }
        Assert.Equal(0, await CountAsync("identities"));
    }

    [Theory]
    [InlineData("import", "--platform", "aws", "account.json")]
    [InlineData("import", "--source", "Production", "--platform", "mainframe", "account.json")]
    [InlineData("import", "--source", "Production", "--platform", "aws")]
    [InlineData("import", "--source", "Production", "--platform", "aws", "no-such-file.json")]
    [InlineData("import", "--source", "Production", "--platform", "aws", "--taken-at", "yesterday", "account.json")]
    public async Task Wrong_usage_is_exit_code_2(params string[] arguments)
    {
        await WriteAsync("account.json", Api.Fixture("account.json"));

        var refused = await PortalProcess.RunAsync(_directory, arguments);

        Assert.Equal((2, string.Empty), (refused.ExitCode, refused.Output));
        Assert.NotEmpty(refused.Error);
        Assert.False(File.Exists(Path.Combine(_directory, "governance.db")));
    }

    [Fact]
    public async Task A_file_that_is_larger_than_the_memory_it_may_use_is_imported()
    {
        const long Bytes = 160L << 20;
        var file = Path.Combine(_directory, "large.json");
        await using (var output = File.Create(file))
        {
            AccountExport.Write(output, roles: 2_000, Bytes);
        }
        Assert.InRange(new FileInfo(file).Length, Bytes * 9 / 10, Bytes * 11 / 10);

        // 96 MB for everything that the process keeps, against 160 MB of file; what the file says goes to the database.
        var done = await PortalProcess.RunAsync(
            _directory, [new("DOTNET_GCHeapHardLimit", "0x6000000")], ["import", "--source", "Production", "--platform", "aws", file]);

        Assert.True(done.ExitCode == 0, done.Error);
        Assert.Equal(2_000, JsonElement.Parse(done.Output).GetProperty("counts").GetProperty("added").GetInt32());
    }

    [Fact]
    public async Task Killed_at_any_time_it_leaves_the_old_state_or_the_new_one_and_runs_again()
    {
        const int Kills = 8;
        var before = await ExportAsync("before.json", roles: 2_000);
        var after = await ExportAsync("after.json", roles: 3_000);
        var first = await ImportAsync(before);
        Assert.True(first.ExitCode == 0, first.Error);
        var whole = (await ImportAsync(before)).Took;

        for (var kill = 1; kill <= Kills; kill++)
        {
            using var process = PortalProcess.Start(_directory, "import", "--source", "Production", "--platform", "aws", after);
            await Task.WhenAny(process.WaitForExitAsync(Cancelled), Task.Delay(whole * 1.4 * kill / Kills, Cancelled));
            process.Kill();
            await process.WaitForExitAsync(Cancelled);

            Assert.Contains((await CountAsync("identities"), await CountAsync("entitlements")), new[] { (2_000L, 6_000L), (3_000L, 9_000L) });
        }
        var again = await ImportAsync(after);

        Assert.True(again.ExitCode == 0, again.Error);
        Assert.Equal((3_000L, 9_000L), (await CountAsync("identities"), await CountAsync("entitlements")));
        Assert.Equal((0, 0, 0), Differences(JsonElement.Parse((await ImportAsync(after)).Output)));
        Assert.Equal("ok", await ScalarAsync<string>("PRAGMA integrity_check"));
    }

    private static (int Added, int Changed, int Gone) Differences(JsonElement summary)
    {
        var counts = summary.GetProperty("counts");
        return (counts.GetProperty("added").GetInt32(), counts.GetProperty("changed").GetInt32(), counts.GetProperty("gone").GetInt32());
    }

    private Task<PortalVerbResult> ImportAsync(string file) =>
        PortalProcess.RunAsync(_directory, "import", "--source", "Production", "--platform", "aws", file);

    private async Task<string> ExportAsync(string name, int roles)
    {
        using var export = new MemoryStream();
        AccountExport.Write(export, roles);
        return await WriteAsync(name, export.ToArray());
    }

    private async Task<string> WriteAsync(string name, byte[] content)
    {
        var path = Path.Combine(_directory, name);
        await File.WriteAllBytesAsync(path, content, Cancelled);
        return path;
    }

    private Task<long> CountAsync(string table) => ScalarAsync<long>(string.Create(CultureInfo.InvariantCulture, $"SELECT count(*) FROM {table}"));

    private async Task<T> ScalarAsync<T>(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_directory, "governance.db")}");
        await connection.OpenAsync(Cancelled);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (T)(await command.ExecuteScalarAsync(Cancelled))!;
    }
}
