using System.Text;
using Microsoft.Playwright;
using Portal.Data.Access;
using Portal.Data.People;
using Portal.Data.People.Sessions;
using Portal.Tests.Support;
using Portal.Tests.Support.Provider;

namespace Portal.Tests.Journeys;

/// <summary>What happens to an open page when its person may no longer be here. The interval is a second here; the setting allows at most sixty.</summary>
[Collection(BrowserTests.Name)]
public sealed class EndedSessionTests : IAsyncLifetime
{
    private readonly Uri _address = new($"http://127.0.0.1:{FreePort.Next()}");
    private LocalProvider _provider = null!;
    private PortalServer _portal = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = await LocalProvider.StartAsync(certificate: null, new LocalAccount("noor", "subject-noor", "noor@example.com", Roles: ["SecurityEngineer"]), new LocalAccount("lena", "subject-lena", "lena@example.com"));
        _portal = await PortalServer.StartAsync(isDemo: false, settings: [.. _provider.SettingsFor(_address), "SignIn:RevalidateSeconds=1"]);
        await ImportAsync("active");
    }

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task A_person_who_is_disabled_loses_the_open_page() => await VisitAsync(async visitor =>
    {
        await ImportAsync("left");

        await visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in to Governance" }).WaitForAsync();
        Assert.Equal("?returnUrl=%2Fagents", new Uri(visitor.Page.Url).Query);
    });

    [Fact]
    public async Task A_person_whom_the_directory_disables_loses_the_open_page() => await VisitAsync(async visitor =>
    {
        var noor = (await _portal.Get<CallerDirectory>().FindPersonAsync("noor@example.com", TestContext.Current.CancellationToken))!;
        using var directory = await _portal.CreateClientAsync(TokenScope.Scim);
        using var disabled = new StringContent(
            """{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"active","value":false}]}""", Encoding.UTF8, "application/scim+json");

        using var answer = await directory.PatchAsync(new Uri($"/scim/v2/Users/{noor.Id}", UriKind.Relative), disabled, TestContext.Current.CancellationToken);

        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in to Governance" }).WaitForAsync();
    });

    [Fact]
    public async Task A_role_that_is_taken_away_takes_the_open_page_with_it_and_leaves_the_session()
    {
        var lena = (await _portal.Get<CallerDirectory>().FindPersonAsync("lena@example.com", TestContext.Current.CancellationToken))!.Person!.Value;
        await _portal.Get<AssignRole>().GiveAsync(lena, Role.Approver, until: null, Caller.System("tests"), TestContext.Current.CancellationToken);
        await VisitAsync(
            async visitor =>
            {
                visitor.Expect("/agents", 403);

                await _portal.Get<AssignRole>().TakeAsync(lena, Role.Approver, Caller.System("tests"), TestContext.Current.CancellationToken);

                await visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "This page is not open to your role" }).WaitForAsync();
                await visitor.GoAsync("/account/sessions");
                await visitor.Page.GetByText("this one").WaitForAsync();
            },
            "lena");
    }

    [Fact]
    public async Task A_session_that_is_ended_elsewhere_loses_the_open_page_and_says_so_in_the_list() => await VisitAsync(async visitor =>
    {
        var noor = (await _portal.Get<CallerDirectory>().FindPersonAsync("noor@example.com", TestContext.Current.CancellationToken))!;
        var session = Assert.Single(await _portal.Get<SessionQueries>().ListOwnAsync(noor, TestContext.Current.CancellationToken));
        await using var other = await visitor.Page.Context.Browser!.NewContextAsync(new() { BaseURL = _address.ToString() });
        var page = await other.NewPageAsync();
        await ProviderPage.SignInAsync(page, "noor", "/account/sessions");
        await page.Locator("[data-interactive]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.GetByText("this one").WaitForAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "End the session of" }).ClickAsync();

        await visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in to Governance" }).WaitForAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "End the session of" })).ToHaveCountAsync(0);
        var left = Assert.Single(await _portal.Get<SessionQueries>().ListOwnAsync(noor, TestContext.Current.CancellationToken));
        Assert.NotEqual(session.Id, left.Id);
    });

    private Task VisitAsync(Func<Visitor, Task> act, string who = "noor") => Visitor.VisitAsync(_portal, Screen.Desktop, persona: null, async visitor =>
    {
        await ProviderPage.SignInAsync(visitor.Page, who, "/agents");
        await visitor.WaitUntilInteractiveAsync();
        await act(visitor);
    });

    private async Task ImportAsync(string status)
    {
        using var text = new StringReader($"email,name,status\nnoor@example.com,Noor Haddad,{status}\nlena@example.com,Lena Fischer,active\n");
        await _portal.Get<ImportPeople>().RunAsync(text, Caller.System("tests"), TestContext.Current.CancellationToken);
    }
}
