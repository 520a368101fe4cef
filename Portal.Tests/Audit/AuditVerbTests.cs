using System.Text.Json;
using Microsoft.Data.Sqlite;
using Portal.Tests.Support;

namespace Portal.Tests.Audit;

/// <summary>The program itself: what it signs while it runs, and what <c>audit</c> says without it.</summary>
public sealed class AuditVerbTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_portal_wrote_until_it_stopped_is_signed_and_can_be_verified_without_it()
    {
        var directory = Directory.CreateTempSubdirectory("governance-tests-verb-").FullName;
        try
        {
            await using (var portal = await PortalProcess.ServeAsync(directory, "Demo:Enabled=true", "Audit:CheckpointFile=checkpoints"))
            {
                await portal.StopAsync();
            }
            var checkpoints = Path.Combine(directory, "checkpoints");

            var whole = await PortalProcess.RunAsync(directory, "audit", "verify", "--checkpoints", checkpoints);

            Assert.Equal(0, whole.ExitCode);
            using var result = JsonDocument.Parse(whole.Output);
            Assert.True(result.RootElement.GetProperty("isWhole").GetBoolean());
            Assert.Equal(result.RootElement.GetProperty("entries").GetInt64(), result.RootElement.GetProperty("signedEntries").GetInt64());

            await TamperAsync(directory);
            var broken = await PortalProcess.RunAsync(directory, "audit", "verify", "--database");
            Assert.Equal(1, broken.ExitCode);
            Assert.StartsWith("Entry 7: its content does not give its hash.", broken.Error, StringComparison.Ordinal);
            using var found = JsonDocument.Parse(broken.Output);
            Assert.Equal(7, found.RootElement.GetProperty("firstBad").GetInt64());
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Theory]
    [InlineData("--key", "nonsense", "is not a public key")]
    [InlineData("--checkpoints", "/nowhere/at/all", "There is no file")]
    public async Task Wrong_words_are_named(string option, string value, string expected)
    {
        var directory = Directory.CreateTempSubdirectory("governance-tests-verb-").FullName;

        var result = await PortalProcess.RunAsync(directory, "audit", "verify", option, value);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task A_key_is_replaced_and_both_verify()
    {
        var directory = Directory.CreateTempSubdirectory("governance-tests-verb-").FullName;

        var first = await PortalProcess.RunAsync(directory, "audit", "rotate-key");
        var second = await PortalProcess.RunAsync(directory, "audit", "rotate-key");

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.NotEqual(first.Output, second.Output);
        var verified = await PortalProcess.RunAsync(directory, "audit", "verify", "--key", first.Output.Trim(), "--key", second.Output.Trim());
        Assert.True(verified.ExitCode == 0, verified.Error);
        Directory.Delete(directory, recursive: true);
    }

    private static async Task TamperAsync(string directory)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(directory, "governance.db")};Pooling=False");
        await connection.OpenAsync(Cancelled);
        await using var command = connection.CreateCommand();
        command.CommandText = "DROP TRIGGER audit_entries_no_update; UPDATE audit_entries SET \"Reason\" = 'another' WHERE \"Sequence\" = 7";
        await command.ExecuteNonQueryAsync(Cancelled);
    }
}
