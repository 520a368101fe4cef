using System.IO.Compression;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Sources;
using Portal.Tests.Support;

namespace Portal.Tests.Sources;

/// <summary>The import page as a person uses it, in a browser.</summary>
[Collection(BrowserTests.Name)]
public sealed class ImportPageTests : IAsyncLifetime
{
    private const string Files = "#import-files";
    private PortalServer _portal = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _portal = await PortalServer.StartAsync();

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Pages_of_an_export_are_chosen_together_and_dropped_again_as_a_ZIP() =>
        await Visitor.VisitAsync(_portal, Screen.Desktop, "engineer", async visitor =>
        {
            var page = visitor.Page;
            await visitor.GoAsync("/import");
            await ChooseNewSourceAsync(page, "Sandbox account");
            await page.SetInputFilesAsync(Files, [Payload("page-1.json"), Payload("page-2.json")]);
            await page.GetByText("page-2.json").WaitForAsync();
            await visitor.CheckAccessibilityAsync();

            await ImportAsync(page);

            await Title(page, "Imported").WaitForAsync();
            await visitor.CheckAccessibilityAsync();
            Assert.Matches(new Regex(@"\d+ identities: \d+ new, 0 changed, 0 gone", RegexOptions.None, TimeSpan.FromSeconds(1)), await page.GetByRole(AriaRole.Main).InnerTextAsync());
            Assert.Contains("operation=", page.Url, StringComparison.Ordinal);

            await page.GetByRole(AriaRole.Button, new() { Name = "Import another" }).ClickAsync();
            await page.Locator("select.select").First.SelectOptionAsync(new SelectOptionValue { Label = "Sandbox account" });
            await DropAsync(page, "export.zip", Zip("page-1.json", "page-2.json"));
            await page.GetByText("export.zip").WaitForAsync();
            await ImportAsync(page);

            await page.GetByText("Nothing had changed").WaitForAsync();
            await using var db = await _portal.OpenDatabaseAsync();
            var source = await db.Set<Source>().SingleAsync(s => s.Name == "Sandbox account", Cancelled);
            Assert.Equal(2, await db.Set<Snapshot>().CountAsync(s => s.SourceId == source.Id, Cancelled));
        });

    [Fact]
    public async Task A_wrong_file_says_what_is_wrong_and_the_right_one_goes_into_the_same_source() =>
        await Visitor.VisitAsync(_portal, Screen.Phone, "engineer", async visitor =>
        {
            var page = visitor.Page;
            await visitor.GoAsync("/import");
            await ChooseNewSourceAsync(page, "Pocket account");
            await page.SetInputFilesAsync(Files, new FilePayload { Name = "holiday.json", MimeType = "application/json", Buffer = "{\"RoleDetailList\":[{\"Arn\":"u8.ToArray() });
            await ImportAsync(page);

            var refusal = page.GetByText("holiday.json", new() { Exact = false });
            await Title(page, "Not imported").WaitForAsync();
            Assert.Contains("cut off", await refusal.First.InnerTextAsync(), StringComparison.Ordinal);
            await visitor.CheckAccessibilityAsync();

            await page.GetByRole(AriaRole.Button, new() { Name = "Import another" }).ClickAsync();
            await page.SetInputFilesAsync(Files, Payload("account.json"));
            await page.GetByText("account.json", new() { Exact = true }).WaitForAsync();
            await ImportAsync(page);

            await Title(page, "Imported").WaitForAsync();
            await using var db = await _portal.OpenDatabaseAsync();
            var source = await db.Set<Source>().SingleAsync(s => s.Name == "Pocket account", Cancelled);
            Assert.True(await db.Set<Identity>().AnyAsync(i => i.SourceId == source.Id, Cancelled));
        });

    [Fact]
    public async Task A_waiting_import_is_stopped_from_its_page() =>
        await Visitor.VisitAsync(_portal, Screen.Desktop, "engineer", async visitor =>
        {
            var page = visitor.Page;
            var operation = await WaitingAsync();
            await visitor.GoAsync($"/import?operation={operation.Value}");
            await Title(page, "Import waits").WaitForAsync();

            await page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();

            await page.GetByText("It was cancelled. Nothing was kept.").WaitForAsync();
            await Title(page, "Not imported").WaitForAsync();
        });

    [Fact]
    public async Task Sending_shows_how_far_it_is_and_can_be_cancelled() =>
        await Visitor.VisitAsync(_portal, Screen.Desktop, "engineer", async visitor =>
        {
            var page = visitor.Page;
            await visitor.GoAsync("/import");
            var network = await page.Context.NewCDPSessionAsync(page);
            await network.SendAsync("Network.enable");
            await network.SendAsync(
                "Network.emulateNetworkConditions",
                new() { ["offline"] = false, ["latency"] = 0, ["downloadThroughput"] = -1, ["uploadThroughput"] = 150_000 });
            await ChooseNewSourceAsync(page, "Slow line");
            await page.SetInputFilesAsync(Files, new FilePayload { Name = "large.json", MimeType = "application/json", Buffer = new byte[4_000_000] });
            await page.GetByText("large.json").WaitForAsync();
            await ImportAsync(page);

            await page.GetByText(new Regex(@"^Sending, [1-9]\d? %$", RegexOptions.None, TimeSpan.FromSeconds(1))).WaitForAsync();
            await visitor.CheckAccessibilityAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();

            await page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).WaitForAsync();
            Assert.Equal(0, await page.GetByRole(AriaRole.Progressbar).CountAsync());
            await using var db = await _portal.OpenDatabaseAsync();
            Assert.Empty(await db.Set<Operation>().ToListAsync(Cancelled));
        });

    private static ILocator Title(IPage page, string title) => page.GetByRole(AriaRole.Heading, new() { Name = title, Exact = true });

    private static Task ImportAsync(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).ClickAsync();

    private static async Task ChooseNewSourceAsync(IPage page, string name)
    {
        await page.Locator("select.select").First.SelectOptionAsync(string.Empty);
        await page.GetByLabel("Name of the new source").FillAsync(name);
    }

    private static FilePayload Payload(string fixture) => new() { Name = fixture, MimeType = "application/json", Buffer = Api.Fixture(fixture) };

    private static async Task DropAsync(IPage page, string name, byte[] content)
    {
        var transfer = await page.EvaluateHandleAsync(
            """
            ({ name, base64 }) => {
              const transfer = new DataTransfer();
              transfer.items.add(new File([Uint8Array.from(atob(base64), c => c.charCodeAt(0))], name));
              return transfer;
            }
            """,
            new { name, base64 = Convert.ToBase64String(content) });
        await page.DispatchEventAsync(".drop", "drop", new { dataTransfer = transfer });
    }

    private static byte[] Zip(params IEnumerable<string> fixtures)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var fixture in fixtures)
            {
                using var entry = zip.CreateEntry(fixture).Open();
                entry.Write(Api.Fixture(fixture));
            }
        }
        return packed.ToArray();
    }

    // Its file is nowhere, so that no worker takes it meanwhile.
    private async Task<OperationId> WaitingAsync()
    {
        await using var db = await _portal.OpenDatabaseAsync();
        var operation = new Operation
        {
            Kind = "import",
            SourceId = (await db.Set<Source>().FirstAsync(Cancelled)).Id,
            Request = """{"upload":{"name":"a.json","storedAs":"elsewhere"},"takenAt":"2026-06-16T12:00:00Z","acceptLoss":false}""",
            CallerKind = CallerKind.System,
            CallerId = "tests",
            CallerName = "Tests",
            CreatedAt = TimeProvider.System.GetUtcNow(),
        };
        db.Add(operation);
        await db.SaveChangesAsync(Cancelled);
        return operation.Id;
    }
}
