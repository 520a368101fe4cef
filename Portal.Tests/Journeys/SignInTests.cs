using Microsoft.Playwright;
using Portal.Data.Access;
using Portal.Data.People;
using Portal.Tests.Support;
using Portal.Tests.Support.Provider;

namespace Portal.Tests.Journeys;

/// <summary>People sign in at a real provider with a browser, and out again.</summary>
[Collection(BrowserTests.Name)]
public sealed class SignInTests
{
    private static readonly Screen[] Screens = [Screen.Desktop, Screen.Desktop.Dark, Screen.Phone, Screen.Phone.Dark];

    [Fact]
    public async Task A_person_comes_in_where_they_wanted_to_and_goes_out_again()
    {
        await using var provider = await LocalProvider.StartAsync(certificate: null, new LocalAccount("noor", "subject-noor", "noor@example.com", Roles: ["SecurityEngineer"]));
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        await using var portal = await PortalServer.StartAsync(isDemo: false, settings: [.. provider.SettingsFor(address)]);
        using var people = new StringReader("email,name\nnoor@example.com,Noor Haddad\n");
        await portal.Get<ImportPeople>().RunAsync(people, Caller.System("tests"), TestContext.Current.CancellationToken);

        await Visitor.VisitAsync(portal, Screen.Phone, persona: null, async visitor =>
        {
            var page = visitor.Page;
            await visitor.GoAsync("/sources");
            await LookAsync(visitor);
            await page.GetByRole(AriaRole.Link, new() { Name = "Continue with Local Identity" }).ClickAsync();
            await page.GetByLabel("Name").FillAsync("noor");
            await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
            await visitor.WaitUntilInteractiveAsync();
            Assert.Equal("/sources", new Uri(page.Url).AbsolutePath);
            await visitor.LookWithAsync(Screen.Desktop);
            await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
            await page.GetByRole(AriaRole.Heading, new() { Name = "You are signed out" }).WaitForAsync();
            await LookAsync(visitor);
            await visitor.GoAsync("/account/refused?why=unknown");
            await LookAsync(visitor);
        });
    }

    private static async Task LookAsync(Visitor visitor)
    {
        foreach (var screen in Screens)
        {
            await visitor.LookWithAsync(screen);
            await visitor.CheckAccessibilityAsync();
        }
    }
}
