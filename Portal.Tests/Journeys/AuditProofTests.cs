using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Portal.Data.Audit.Checkpoints;
using Portal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Journeys;

/// <summary>An auditor lets the own browser check an entry, and the browser does not believe the server.</summary>
[Collection(BrowserTests.Name)]
public sealed class AuditProofTests
{
    private const string Button = "Verify in this browser";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task An_entry_is_verified_again_as_the_record_grows(Engine engine)
    {
        await using var portal = await PortalServer.StartAsync(engine);
        await portal.Get<WriteCheckpoints>().RunAsync(Cancelled);

        await Visitor.VisitAsync(portal, Screen.Phone, "auditor", async visitor =>
        {
            await AssertAsync(visitor, 7, "good");
            await visitor.CheckAccessibilityAsync();
            await portal.CreateTokenAsync(Data.Access.TokenScope.Read);
            await portal.Get<WriteCheckpoints>().RunAsync(Cancelled);
            await AssertAsync(visitor, 8, "good");
        });
    }

    [Fact]
    public async Task An_entry_that_was_changed_is_not_believed()
    {
        await using var portal = await PortalServer.StartAsync();
        await portal.Get<WriteCheckpoints>().RunAsync(Cancelled);
        await using var db = await portal.OpenDatabaseAsync();
        await db.DropGuardsAsync();
        await db.Database.ExecuteSqlRawAsync("UPDATE audit_entries SET \"ActorName\" = 'Mallory' WHERE \"Sequence\" = 7", Cancelled);

        await Visitor.VisitAsync(portal, Screen.Desktop, "auditor", visitor => AssertAsync(visitor, 7, "bad"));
    }

    private static async Task AssertAsync(Visitor visitor, int sequence, string state)
    {
        await visitor.GoAsync($"/audit?entry={sequence}");
        await visitor.WaitUntilInteractiveAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = Button }).ClickAsync();
        var output = visitor.Page.Locator("output[data-state]:not([data-state=running])");
        await Expect(output).ToHaveCountAsync(1);
        Assert.True(await output.GetAttributeAsync("data-state") == state, await output.TextContentAsync());
    }
}
