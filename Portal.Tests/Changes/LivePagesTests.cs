using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Portal.Data.Access;
using Portal.Tests.Sources;
using Portal.Tests.Support;

namespace Portal.Tests.Changes;

/// <summary>What arrives shows itself on open pages, in a browser.</summary>
[Collection(BrowserTests.Name)]
public sealed class LivePagesTests
{
    private const string Mark = "window.hasNotBeenReloaded = true";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_posted_event_appears_on_open_pages_without_a_reload()
    {
        await using var portal = await PortalServer.StartAsync();
        using var client = await portal.CreateClientAsync(TokenScope.Admin);
        var source = (await client.GetFromJsonAsync<JsonElement>(Api.At("/sources"), Cancelled)).GetProperty("items")[0].GetProperty("id").GetString();
        var role = (await client.GetFromJsonAsync<JsonElement>(Api.At($"/identities?kind=role&source={source}&limit=1"), Cancelled)).GetProperty("items")[0];
        var identity = role.GetProperty("id").GetString();

        await Visitor.VisitAsync(portal, Screen.Desktop, "engineer", async visitor =>
        {
            var (list, overview, detail) = (visitor.Page, await visitor.Page.Context.NewPageAsync(), await visitor.Page.Context.NewPageAsync());
            await visitor.GoAsync("/changes");
            await OpenAsync(overview, "/");
            await OpenAsync(detail, $"/identities/{identity}?tab=changes");
            await list.EvaluateAsync(Mark);

            var change = await PostAsync(client, source!, role);

            var link = $"a[href='/changes/{change}']";
            await overview.Locator(link).First.WaitForAsync();
            await detail.Locator(link).First.WaitForAsync();
            // The list says that something came, and moves nothing under the reader's eyes until they ask.
            var announced = list.GetByRole(AriaRole.Button, new() { Name = "1 new change" });
            await announced.WaitForAsync();
            Assert.Equal(0, await list.Locator($"table {link}, tbody {link}").CountAsync());
            await announced.ClickAsync();
            await list.Locator(link).First.WaitForAsync();
            foreach (var page in new[] { list, overview, detail })
            {
                Assert.True(await page.EvaluateAsync<bool>("() => window.hasNotBeenReloaded === true"));
            }
        });
    }

    private static async Task OpenAsync(IPage page, string path)
    {
        await page.GotoAsync(path);
        await page.Locator("ul[aria-label='Changes, newest first'], .empty").First.WaitForAsync();
        await page.EvaluateAsync(Mark);
    }

    private static async Task<string> PostAsync(HttpClient client, string source, JsonElement role)
    {
        var account = role.GetProperty("nativeId").GetString()!.Split(':')[4];
        var record = CloudTrail.Attach("live-1", TimeProvider.System.GetUtcNow(), role.GetProperty("name").GetString()!, "Orders").Replace(CloudTrail.Account, account, StringComparison.Ordinal);
        using var content = new ByteArrayContent(CloudTrail.File(record));
        using var answer = await client.PostAsync(Api.At($"/sources/{source}/events"), content, Cancelled);
        Assert.Equal(1, (await Api.ReadAsync(answer)).GetProperty("accepted").GetInt32());
        var changes = await client.GetFromJsonAsync<JsonElement>(Api.At($"/changes?identity={role.GetProperty("id").GetString()}&limit=1"), Cancelled);
        var change = changes.GetProperty("items")[0];
        Assert.Equal("live-1", change.GetProperty("eventId").GetString());
        return change.GetProperty("id").GetString()!;
    }
}
