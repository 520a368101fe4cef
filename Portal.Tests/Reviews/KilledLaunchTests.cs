using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Portal.Tests.Sources;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews;

/// <summary>A portal that is killed while it launches a campaign: nobody was asked, or everybody was, and nobody twice.</summary>
public sealed class KilledLaunchTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("governance-tests-launch-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Killed_at_any_point_a_launch_is_whole_or_was_not()
    {
        var kills = TestScale.Of(quick: 15, full: 60);
        var seen = new List<string>();
        string? token = null;
        string? campaign = null;
        for (var kill = 0; kill <= kills; kill++)
        {
            await using var portal = await PortalProcess.ServeAsync(_directory);
            token ??= (await PortalProcess.RunAsync(_directory, "token", "create", "--name", "tests", "--scope", "admin")).Output.Trim();
            using var client = portal.CreateClient(token);
            if (campaign is not null)
            {
                seen.Add(await CheckAsync(client, campaign));
                await LaunchAsync(client, campaign);
                Assert.Equal("active", await CheckAsync(client, campaign));
                await AssertToldOnceAsync(campaign);
            }
            if (kill == kills)
            {
                break;
            }
            campaign = await CreateAsync(client, $"Review {kill.ToString(CultureInfo.InvariantCulture)}");
            var launching = client.PostAsync(Api.At($"/campaigns/{campaign}/launch"), content: null, Cancelled);
            // From before the first command to after the last, more often early.
            await Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(kill % 3 == 0 ? 60 : 700)), TimeProvider.System, Cancelled);
            await portal.KillAsync();
            await Task.WhenAny(launching);
        }

        Assert.Equal(kills, seen.Count);
        // The kills fell where something was under way.
        Assert.Contains(seen, state => state != "active");
    }

    /// <summary>Whatever state it is in, it is whole; the state.</summary>
    private static async Task<string> CheckAsync(HttpClient client, string id)
    {
        var campaign = await client.GetFromJsonAsync<JsonElement>(Api.At($"/campaigns/{id}"), Cancelled);
        var row = campaign.GetProperty("row");
        var state = row.GetProperty("state").GetString()!;
        var items = row.GetProperty("items").GetInt32();
        switch (state)
        {
            case "draft" or "collecting":
                Assert.Equal(0, items);
                break;
            case "staged" or "active":
                Assert.Equal(campaign.GetProperty("manifest").GetProperty("entitlements").GetInt32(), items);
                break;
            default:
                Assert.Fail($"It is {state}.");
                break;
        }
        return state;
    }

    /// <summary>Every reviewer of a campaign has one invitation, and it is queued once.</summary>
    private async Task AssertToldOnceAsync(string campaign)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_directory, "governance.db")};Pooling=False");
        await connection.OpenAsync(Cancelled);
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT (SELECT COUNT(DISTINCT "ReviewerId") FROM review_items WHERE UPPER("CampaignId") = UPPER($id)),
                   (SELECT COUNT(*) FROM review_notices WHERE UPPER("CampaignId") = UPPER($id)),
                   (SELECT COUNT(*) FROM outbox_messages WHERE "AboutKind" = 'campaign' AND UPPER("AboutId") = UPPER($id))
            """;
        command.Parameters.AddWithValue("$id", campaign);
        await using var counts = await command.ExecuteReaderAsync(Cancelled);
        Assert.True(await counts.ReadAsync(Cancelled));
        var reviewers = counts.GetInt32(0);
        Assert.InRange(reviewers, 1, int.MaxValue);
        Assert.Equal((reviewers, reviewers), (counts.GetInt32(1), counts.GetInt32(2)));
    }

    private static async Task LaunchAsync(HttpClient client, string campaign)
    {
        using var launched = await client.PostAsync(Api.At($"/campaigns/{campaign}/launch"), content: null, Cancelled);
        Assert.True(launched.IsSuccessStatusCode, await launched.Content.ReadAsStringAsync(Cancelled));
    }

    private static async Task<string> CreateAsync(HttpClient client, string name)
    {
        using var created = await client.PostAsJsonAsync(Api.At("/campaigns"), new { name, dueAt = TimeProvider.System.GetUtcNow().AddDays(14) }, Cancelled);
        Assert.True(created.IsSuccessStatusCode, await created.Content.ReadAsStringAsync(Cancelled));
        return (await Api.ReadAsync(created)).GetProperty("row").GetProperty("id").GetString()!;
    }
}
