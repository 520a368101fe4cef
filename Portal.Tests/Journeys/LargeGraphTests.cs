using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Inventory.Imports;
using Portal.Data.Platforms;
using Portal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Journeys;

/// <summary>An agent of an imported account that can become more roles than a drawing holds: they are explored in the browser, beside a table of the same.</summary>
[Collection(BrowserTests.Name)]
public sealed class LargeGraphTests
{
    private const string Account = "444455556666";
    private const string Hub = "AgentCore-orchestrator";
    private const int Roles = 90;

    // What is painted, as a text: another picture is another text.
    private const string PaintedScript = "element => [...element.querySelectorAll('canvas')].map(canvas => canvas.toDataURL()).join()";

    [Fact]
    public async Task It_is_explored_by_keyboard_and_mouse_on_a_desk_and_on_a_phone_by_day_and_by_night()
    {
        await using var portal = await EmptyOrganization.StartAsync();
        var agent = await ImportAsync(portal);
        await Visitor.VisitAsync(portal, Screen.Desktop, "engineer", async visitor =>
        {
            var page = visitor.Page;
            await visitor.GoAsync($"/agents/{agent.Value}");
            Assert.False(await HasLibraryAsync(page), "The library is loaded before anyone asked for the graph.");
            var graph = page.Locator("details", new() { Has = page.Locator("summary", new() { HasText = "As a graph" }) });
            await visitor.TabToAsync(graph.Locator("summary"));
            await page.Keyboard.PressAsync("Enter");
            await graph.Locator(".explorer[data-ready]").WaitForAsync();
            Assert.True(await HasLibraryAsync(page), "The graph is there without the library.");
            Assert.Contains($"{Roles + 1} nodes and {Roles} steps", await graph.GetByRole(AriaRole.Img).GetAttributeAsync("aria-label"), StringComparison.Ordinal);
            await Expect(graph.GetByRole(AriaRole.Table).Locator("tbody tr")).ToHaveCountAsync(Roles);
            await Expect(graph.Locator("tbody td.flows").First).ToContainTextAsync("sts-001");

            var canvas = graph.Locator(".canvas");
            await ChangesAsync(canvas, async () =>
            {
                await visitor.TabToAsync(graph.GetByRole(AriaRole.Button, new() { Name = "Larger" }));
                await page.Keyboard.PressAsync("Enter");
            });
            await ChangesAsync(canvas, async () =>
            {
                await visitor.TabToAsync(graph.GetByRole(AriaRole.Button, new() { Name = "Find worker-07 in the graph" }));
                await page.Keyboard.PressAsync("Enter");
            });
            await ChangesAsync(canvas, () => graph.GetByRole(AriaRole.Button, new() { Name = "Show all" }).ClickAsync());
            foreach (var screen in new[] { Screen.Desktop, Screen.Desktop.Dark, Screen.Phone, Screen.Phone.Dark })
            {
                await visitor.LookWithAsync(screen);
                await visitor.CheckAccessibilityAsync();
            }
        });
        await Visitor.VisitAsync(portal, Screen.Phone.Dark, "engineer", async visitor =>
        {
            await visitor.GoAsync($"/agents/{agent.Value}");
            await visitor.Page.Locator("summary", new() { HasText = "As a graph" }).ClickAsync();
            await visitor.Page.Locator(".explorer[data-ready]").WaitForAsync();
            await ChangesAsync(visitor.Page.Locator(".canvas"), () => visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Find worker-33 in the graph" }).TapAsync());
            await visitor.CheckAccessibilityAsync();
        });
    }

    private static Task<bool> HasLibraryAsync(IPage page) =>
        page.EvaluateAsync<bool>("() => performance.getEntriesByType('resource').some(entry => entry.name.includes('/cytoscape'))");

    private static async Task ChangesAsync(ILocator canvas, Func<Task> act)
    {
        var before = await canvas.EvaluateAsync<string>(PaintedScript);
        await act();
        await canvas.Page.WaitForFunctionAsync($"([element, before]) => ({PaintedScript})(element) !== before", new object[] { (await canvas.ElementHandleAsync())!, before });
    }

    private static async Task<AgentId> ImportAsync(PortalServer portal)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, Export().ToJsonString());
            var request = new ImportRequest("Workshop", Platform.Aws, [new SnapshotFile("account.json", () => File.OpenRead(file), Length: null)]);
            var result = await portal.Get<ImportSnapshot>().RunAsync(request, Caller.System("tests"), progress: null, CancellationToken.None);
            Assert.Equal(Imported.Done, result.Outcome);
        }
        finally
        {
            File.Delete(file);
        }
        await using var db = await portal.OpenDatabaseAsync();
        return (await db.Set<Identity>().SingleAsync(i => i.Name == Hub)).AgentId!.Value;
    }

    /// <summary>An account in which an agent may assume every other role, each of which can do something that it cannot; one is an administrator.</summary>
    private static JsonObject Export() => new()
    {
        ["UserDetailList"] = new JsonArray(),
        ["GroupDetailList"] = new JsonArray(),
        ["Policies"] = new JsonArray(),
        ["RoleDetailList"] = new JsonArray([
            Role(Hub, """{"Service":"bedrock-agentcore.amazonaws.com"}""", $$"""{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"arn:aws:iam::{{Account}}:role/worker-*"}"""),
            .. Enumerable.Range(0, Roles).Select(number => Role(
                $"worker-{number:00}",
                $$"""{"AWS":"arn:aws:iam::{{Account}}:root"}""",
                number == 60 ? """{"Effect":"Allow","Action":"*","Resource":"*"}""" : $$"""{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket-{{number}}/*"}""")),
        ]),
    };

    private static JsonNode Role(string name, string trusted, string statement) => JsonNode.Parse($$"""
        {
          "Path": "/", "RoleName": "{{name}}", "RoleId": "AROA{{name}}", "Arn": "arn:aws:iam::{{Account}}:role/{{name}}", "CreateDate": "2026-01-05T09:30:00+00:00",
          "AssumeRolePolicyDocument": {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{{trusted}},"Action":"sts:AssumeRole"} ] },
          "InstanceProfileList": [], "AttachedManagedPolicies": [], "Tags": [],
          "RolePolicyList": [{"PolicyName":"own","PolicyDocument":{"Version":"2012-10-17","Statement":[ {{statement}} ] } } ]
        }
        """)!;
}
