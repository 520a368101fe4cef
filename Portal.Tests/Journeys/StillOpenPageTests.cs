using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Inventory;
using Portal.Data.People;
using Portal.Data.People.Sessions;
using Portal.Tests.Support;

namespace Portal.Tests.Journeys;

/// <summary>
/// A page that is still open although its person may no longer act, because it asks only once a minute: what is clicked in it is refused at
/// once and leaves nothing behind.
/// </summary>
[Collection(StaffedBrowserTests.Name)]
public sealed class StillOpenPageTests : IAsyncLifetime
{
    private readonly Agent _agent = An.Agent("Waits to be confirmed", status: AgentStatus.Discovered);
    private readonly Agent _another = An.Agent("Waits as well", status: AgentStatus.Discovered);
    private StaffedPortal _staffed = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _staffed = await StaffedPortal.StartAsync("SignIn:RevalidateSeconds=60");
        await using var db = await _staffed.Server.OpenDatabaseAsync();
        db.AddRange(_agent, _another);
        await db.SaveChangesAsync(Token);
        await _staffed.Server.Get<AssignRole>().GiveAsync(_staffed.Organization.People[StaffedOrganization.NoRole].Id, Role.SecurityEngineer, until: null, Caller.System("tests"), Token);
    }

    public ValueTask DisposeAsync() => _staffed.DisposeAsync();

    [Fact]
    public Task Somebody_who_is_disabled_acts_no_more_and_their_saved_cookie_is_refused() => VisitAsync(StaffedOrganization.NoRole, async visitor =>
    {
        using var saved = await SavedAsync(visitor);
        using var list = new StringReader($"email,name,status\n{_staffed.Organization.People[StaffedOrganization.NoRole].Email},{_staffed.Organization.People[StaffedOrganization.NoRole].Name},left\n");

        await _staffed.Server.Get<ImportPeople>().RunAsync(list, Caller.System("tests"), Token);

        await ClickInVainAsync(visitor);
        await RefusedAsync(saved);
    });

    [Fact]
    public Task Somebody_whose_role_was_taken_acts_no_more() => VisitAsync(StaffedOrganization.NoRole, async visitor =>
    {
        await _staffed.Server.Get<AssignRole>().TakeAsync(_staffed.Organization.People[StaffedOrganization.NoRole].Id, Role.SecurityEngineer, Caller.System("tests"), Token);

        await ClickInVainAsync(visitor);
    });

    [Fact]
    public Task Somebody_who_ended_the_session_elsewhere_acts_no_more_here_and_its_saved_cookie_is_refused() => VisitAsync(StaffedOrganization.NoRole, async visitor =>
    {
        using var saved = await SavedAsync(visitor);
        var person = (await _staffed.Server.Get<CallerDirectory>().FindPersonAsync(_staffed.Organization.People[StaffedOrganization.NoRole].Id, Token))!;
        var session = Assert.Single(await _staffed.Server.Get<SessionQueries>().ListOwnAsync(person, Token));

        await _staffed.Server.Get<EndSession>().RunAsync(session.Id, person, Token);

        await ClickInVainAsync(visitor);
        await RefusedAsync(saved);
    });

    [Fact]
    public Task A_page_whose_connection_comes_back_as_somebody_else_is_loaded_anew_and_did_nothing_as_them() => VisitAsync(nameof(Role.SecurityEngineer), async visitor =>
    {
        var lines = new List<IWebSocketRoute>();
        // What the portal's script says in the console of a connection that was cut.
        visitor.Expect("/_framework/blazor.web", 0);
        await visitor.Page.RouteWebSocketAsync("**/_blazor*", line => lines.AddRange([line, line.ConnectToServer()]));
        await visitor.GoAsync(AddressOf(_agent));
        await visitor.Page.EvaluateAsync("() => { window.isBefore = true; }");
        // The provider forgets who signed in, so that somebody else can beside the open page.
        await visitor.Page.Context.ClearCookiesAsync(new() { Name = "local-provider" });
        var beside = await visitor.Page.Context.NewPageAsync();
        await ProviderPage.SignInAsync(beside, nameof(Role.Administrator), RoleWalk.Start);

        foreach (var line in lines.ToList())
        {
            await line.CloseAsync();
        }
        await ActAsync(visitor.Page);

        await visitor.Page.WaitForFunctionAsync("() => !window.isBefore");
        await Assertions.Expect(visitor.Page.Locator(".who")).ToContainTextAsync(_staffed.Organization.People[nameof(Role.Administrator)].Name);
        await using var db = await _staffed.Server.OpenDatabaseAsync();
        Assert.Equal(2, await db.Agents.CountAsync(a => a.Status == AgentStatus.Discovered, Token));
    });

    /// <summary>Clicks what can be clicked, and goes to another agent to do so there, for as long as the page is the one from before.</summary>
    private async Task ActAsync(IPage page)
    {
        try
        {
            await page.EvaluateAsync(
                """
                async path => {
                  for (let i = 0; window.isBefore && i < 400; i++) {
                    if (i === 200) { Blazor.navigateTo(path); }
                    for (const button of document.querySelectorAll("main button")) { if (button.textContent === "Confirm") { button.click(); } }
                    await new Promise(next => setTimeout(next, 20));
                  }
                }
                """,
                AddressOf(_another));
        }
        catch (PlaywrightException)
        {
            // The page was left while it ran.
        }
    }

    private Task VisitAsync(string who, Func<Visitor, Task> act) => Visitor.VisitAsync(_staffed.Server, Screen.Desktop, persona: null, async visitor =>
    {
        await ProviderPage.SignInAsync(visitor.Page, who, AddressOf(_agent));
        await visitor.WaitUntilInteractiveAsync();
        await act(visitor);
    });

    private async Task ClickInVainAsync(Visitor visitor)
    {
        await using var db = await _staffed.Server.OpenDatabaseAsync();
        var before = await DatabaseFingerprint.OfAsync(db, Bookkeeping.All);

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm", Exact = true }).ClickAsync();

        await visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "This is not open to you" }).WaitForAsync();
        Assert.Equal(before, await DatabaseFingerprint.OfAsync(db, Bookkeeping.All));
        Assert.Contains(await db.AuditEntries.Select(e => new { e.Action, e.Outcome }).ToListAsync(Token), e => e is { Action: "agent.confirm", Outcome: AuditOutcome.Refused });
    }

    /// <summary>A program with a copy of the browser's cookies.</summary>
    private async Task<HttpClient> SavedAsync(Visitor visitor)
    {
        var cookies = await visitor.Page.Context.CookiesAsync();
        var client = _staffed.Server.CreateClient();
        client.DefaultRequestHeaders.Add("Cookie", string.Join("; ", cookies.Where(c => c.Name.StartsWith("governance", StringComparison.Ordinal)).Select(c => $"{c.Name}={c.Value}")));
        using var let = await client.GetAsync(new Uri("/api/v1/agents", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.OK, let.StatusCode);
        return client;
    }

    private static async Task RefusedAsync(HttpClient saved)
    {
        using var program = await saved.GetAsync(new Uri("/api/v1/agents", UriKind.Relative), Token);
        using var page = await saved.GetAsync(new Uri("/agents", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.Unauthorized, program.StatusCode);
        Assert.Equal("/account/login?returnUrl=%2Fagents", page.Headers.Location?.ToString());
    }

    private static string AddressOf(Agent agent) => $"/agents/{agent.Id.Value}";
}
