using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Inventory;
using Portal.Tests.Support;

namespace Portal.Tests.Journeys;

/// <summary>
/// What a page disables or hides does nothing when a browser presses it all the same, a form takes nothing that its fields do not allow, and
/// what one person's page sent does nothing in another's.
/// </summary>
[Collection(StaffedBrowserTests.Name)]
public sealed class ForcedControlsTests : IAsyncLifetime
{
    // What was disabled or hidden when the page was at rest, and what a click on something folded brought to light.
    private const string ForceScript = """
        async () => {
          for (const fold of document.querySelectorAll("main button[aria-expanded=false]")) { fold.click(); }
          await new Promise(next => setTimeout(next, 150));
          const forced = [...document.querySelectorAll(":is(button, input, select, textarea, fieldset, a):is([disabled], [hidden], [aria-disabled=true]), [hidden] button")];
          for (const control of forced) {
            for (const name of ["disabled", "hidden", "aria-disabled", "readonly"]) { control.removeAttribute(name); }
            if (control.type !== "file") { control.click(); }
          }
          return forced.length;
        }
        """;

    private const string PressScript = "button => { button.removeAttribute('disabled'); button.click(); }";

    private readonly Agent _agent = An.Agent("Waits to be confirmed", status: AgentStatus.Discovered);
    private StaffedPortal _staffed = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _staffed = await StaffedPortal.StartAsync();
        await using var db = await _staffed.Server.OpenDatabaseAsync();
        db.Add(_agent);
        await db.SaveChangesAsync(Token);
    }

    public ValueTask DisposeAsync() => _staffed.DisposeAsync();

    [Theory]
    [InlineData(Role.Administrator)]
    [InlineData(Role.Auditor)]
    public Task What_is_disabled_or_hidden_changes_nothing(Role role) => VisitAsync(role, RoleWalk.Start, async visitor =>
    {
        await using var db = await _staffed.Server.OpenDatabaseAsync();
        var before = await DatabaseFingerprint.OfAsync(db, Bookkeeping.All);
        var forced = 0;
        foreach (var page in Support.Routes.Pages.Where(page => !Support.Routes.IsPlain(page)))
        {
            var address = await _staffed.Organization.AddressOfAsync(page);
            visitor.Expect(address, 403);
            await visitor.GoAsync(address);
            forced += await visitor.Page.EvaluateAsync<int>(ForceScript);
            Assert.DoesNotContain("This page failed", await visitor.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        }

        await visitor.GoAsync(RoleWalk.Start);
        Assert.InRange(forced, role == Role.Administrator ? 4 : 3, int.MaxValue);
        Assert.Empty(DatabaseFingerprint.Changed(before, await DatabaseFingerprint.OfAsync(db, Bookkeeping.All)));
    });

    [Fact]
    public Task A_dialog_takes_no_answer_that_it_does_not_let_one_give() => VisitAsync(Role.Administrator, RoleWalk.Start, async visitor =>
    {
        var page = visitor.Page;
        await using var db = await _staffed.Server.OpenDatabaseAsync();
        var identity = await db.Identities.Where(i => i.AgentId == null).Select(i => i.Id).FirstAsync(Token);
        var before = await DatabaseFingerprint.OfAsync(db, Bookkeeping.All);

        // Without its reason.
        await visitor.GoAsync($"/agents/{_agent.Id.Value}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Not an agent" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Dismiss" }).EvaluateAsync(PressScript);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        // Without its name, and with far too long a one.
        foreach (var (address, opens, saves) in new[] { ($"/agents/{_agent.Id.Value}", "Edit", "Save"), ($"/identities/{identity.Value}", "Make an agent", "Make") })
        {
            foreach (var name in new[] { " ", new string('x', 5_000) })
            {
                await visitor.GoAsync(address);
                await page.GetByRole(AriaRole.Button, new() { Name = opens, Exact = true }).ClickAsync();
                var field = dialog.GetByLabel("Name", new() { Exact = false }).First;
                await field.EvaluateAsync("input => input.removeAttribute('maxlength')");
                await field.FillAsync(name);
                await field.BlurAsync();
                await dialog.GetByRole(AriaRole.Button, new() { Name = saves, Exact = true }).EvaluateAsync(PressScript);
                await dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
            }
        }

        await visitor.GoAsync(RoleWalk.Start);
        Assert.Empty(DatabaseFingerprint.Changed(before, await DatabaseFingerprint.OfAsync(db, Bookkeeping.All)));
    });

    [Theory]
    [InlineData("", null, null)]
    [InlineData("A token", "BreakGlass", null)]
    [InlineData("A token", "Propose", null)]
    [InlineData("A token", null, "-1")]
    [InlineData("A token", null, "100000")]
    public Task A_form_makes_no_token_that_its_fields_do_not_allow(string name, string? scope, string? days) => VisitAsync(Role.Administrator, "/settings", async visitor =>
    {
        var page = visitor.Page;
        await using var db = await _staffed.Server.OpenDatabaseAsync();
        var before = await DatabaseFingerprint.OfAsync(db, Bookkeeping.All);

        await page.GetByLabel("What it is for").FillAsync(name);
        foreach (var (label, value) in new[] { ("What it may be used for", scope), ("Ends after", days) })
        {
            if (value is not null)
            {
                await page.GetByLabel(label).EvaluateAsync(
                    "(list, value) => { list.options[0].value = value; list.selectedIndex = 0; list.dispatchEvent(new Event('change', { bubbles: true })); }", value);
            }
        }
        await page.Locator("main form").EvaluateAsync("form => { form.noValidate = true; form.requestSubmit(); }");

        await page.Locator(".validation-message, .validation-errors").First.WaitForAsync();
        Assert.Empty(DatabaseFingerprint.Changed(before, await DatabaseFingerprint.OfAsync(db, Bookkeeping.All)));
    });

    [Fact]
    public async Task What_one_persons_page_sent_does_nothing_in_the_page_of_another()
    {
        var address = $"/agents/{_agent.Id.Value}";
        var sent = new List<byte[]>();
        await VisitAsync(Role.SecurityEngineer, RoleWalk.Start, async visitor =>
        {
            var isRecorded = false;
            await visitor.Page.RouteWebSocketAsync("**/_blazor*", line =>
            {
                var server = line.ConnectToServer();
                line.OnMessage(frame =>
                {
                    if (isRecorded && frame.Binary is { } content)
                    {
                        sent.Add(content);
                    }
                    server.Send(frame.Binary!);
                });
            });
            await visitor.GoAsync(address);
            isRecorded = true;
            await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm", Exact = true }).ClickAsync();
            await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Retire", Exact = true }).WaitForAsync();
        });
        Assert.NotEmpty(sent);
        await using var db = await _staffed.Server.OpenDatabaseAsync();
        await db.Agents.Where(a => a.Id == _agent.Id).ExecuteUpdateAsync(s => s.SetProperty(a => a.Status, AgentStatus.Discovered), Token);
        var last = await db.AuditEntries.MaxAsync(e => e.Sequence, Token);

        foreach (var role in new[] { Role.Auditor, Role.Owner })
        {
            await VisitAsync(role, RoleWalk.Start, async visitor =>
            {
                // What the server makes of a frame that means nothing there: it ends the circuit, and the script says so.
                visitor.Expect("/_framework/blazor.web", 0);
                IWebSocketRoute? portal = null;
                await visitor.Page.RouteWebSocketAsync("**/_blazor*", line => portal = line.ConnectToServer());
                await visitor.GoAsync(address);
                foreach (var frame in sent)
                {
                    portal!.Send(frame);
                }
                await visitor.GoAsync(RoleWalk.Start);
            });
        }

        Assert.Equal(AgentStatus.Discovered, await db.Agents.Where(a => a.Id == _agent.Id).Select(a => a.Status).SingleAsync(Token));
        string[] others = [.. new[] { Role.Auditor, Role.Owner }.Select(r => _staffed.Organization.People[r.ToString()].Id.Value.ToString())];
        Assert.Empty(await db.AuditEntries.Where(e => e.Sequence > last && others.Contains(e.ActorId)).Select(e => e.Action).ToListAsync(Token));
    }

    private Task VisitAsync(Role role, string path, Func<Visitor, Task> act) => Visitor.VisitAsync(_staffed.Server, Screen.Desktop, persona: null, async visitor =>
    {
        await ProviderPage.SignInAsync(visitor.Page, role.ToString(), path);
        await visitor.WaitUntilInteractiveAsync();
        await act(visitor);
    });
}
