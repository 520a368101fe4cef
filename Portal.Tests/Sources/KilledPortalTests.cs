using System.Net.Http.Json;
using System.Text.Json;
using Portal.Tests.Support;

namespace Portal.Tests.Sources;

/// <summary>A portal that is killed while it imports, and the one that is started after it on the same data.</summary>
public sealed class KilledPortalTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("governance-tests-killed-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task What_it_was_importing_begins_anew_and_comes_in_once()
    {
        string[] settings = ["Demo:Enabled=false", "Import:LeaseSeconds=5"];
        var token = (await PortalProcess.RunAsync(_directory, "token", "create", "--name", "tests", "--scope", "admin")).Output.Trim();
        using var export = new MemoryStream();
        AccountExport.Write(export, roles: 3_000, bytes: 40 << 20);
        string operation;
        await using (var portal = await PortalProcess.ServeAsync(_directory, settings))
        {
            using var client = portal.CreateClient(token);
            var source = await client.CreateSourceAsync("Production");
            using var sent = await client.SendAsync(source, export.ToArray());
            operation = (await Api.ReadAsync(sent)).GetProperty("operationId").GetString()!;
            await WaitUntilRunningAsync(client, operation);
            await portal.KillAsync();
        }

        await using var next = await PortalProcess.ServeAsync(_directory, settings);
        using var again = next.CreateClient(token);
        var ended = await again.WaitForEndAsync(operation);

        Assert.Equal("succeeded", ended.GetProperty("state").GetString());
        Assert.Equal(3_000, ended.GetProperty("result").GetProperty("counts").GetProperty("added").GetInt32());
        var source2 = await again.GetFromJsonAsync<JsonElement>(Api.At($"/sources/{ended.GetProperty("sourceId").GetString()}"), Cancelled);
        Assert.Equal(1, source2.GetProperty("snapshots").GetArrayLength());
        var audit = await again.GetFromJsonAsync<JsonElement>(Api.At("/audit?action=operation.takeOver"), Cancelled);
        Assert.Equal(1, audit.GetProperty("items").GetArrayLength());
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_directory, "uploads")));
    }

    private static async Task WaitUntilRunningAsync(HttpClient client, string operation)
    {
        while (true)
        {
            var now = await client.GetFromJsonAsync<JsonElement>(Api.At($"/operations/{operation}"), Cancelled);
            if (now.GetProperty("state").GetString() == "running" && now.GetProperty("progress").GetDouble() > 0)
            {
                return;
            }
            Assert.NotEqual("succeeded", now.GetProperty("state").GetString());
            await Task.Delay(10, Cancelled);
        }
    }
}
