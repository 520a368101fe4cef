using Portal.Tests.Support;

namespace Portal.Tests.Journeys;

/// <summary>
/// What holds for every page, on every screen: it opens without a complaint, and people with assistive technology can use it.
/// </summary>
/// <param name="demo">The portal.</param>
[Collection(BrowserTests.Name)]
public sealed class EveryPageTests(DemoPortal demo)
{
    /// <summary>All pages.</summary>
    public static TheoryData<string> Pages => [.. Routes.Pages];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task It_opens_and_is_accessible(string page)
    {
        var address = await Routes.AddressOfAsync(page, demo.Server);
        await VisitAsync(address, Screen.Desktop, async visitor =>
        {
            await LookAsync(visitor, Screen.Desktop, Screen.Desktop.Dark);
            await visitor.CheckKeyboardAsync();
        });
        await VisitAsync(address, Screen.Phone, visitor => LookAsync(visitor, Screen.Phone, Screen.Narrow, Screen.Narrow.Dark));
    }

    [Fact]
    public async Task On_the_first_day_it_says_what_to_do_and_fits_a_phone()
    {
        await using var portal = await EmptyOrganization.StartAsync();
        await Visitor.VisitAsync(portal, Screen.Narrow, "administrator", async visitor =>
        {
            visitor.Expect("/not-found", 404);
            foreach (var page in Routes.Pages.Where(page => !page.Contains('{', StringComparison.Ordinal)))
            {
                await visitor.GoAsync(page);
                await visitor.CheckAccessibilityAsync();
                Assert.True(await visitor.Page.Locator("main :is(a, button, input)").CountAsync() > 0, $"{page} leads nowhere.");
            }
        });
    }

    private Task VisitAsync(string address, Screen screen, Func<Visitor, Task> act) => Visitor.VisitAsync(demo.Server, screen, "administrator", async visitor =>
    {
        visitor.Expect("/not-found", 404);
        await visitor.GoAsync(address);
        await act(visitor);
    });

    private static async Task LookAsync(Visitor visitor, params IReadOnlyList<Screen> screens)
    {
        foreach (var screen in screens)
        {
            await visitor.LookWithAsync(screen);
            await visitor.CheckAccessibilityAsync();
        }
    }
}
