using Portal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Journeys;

/// <summary>The description of the API, as somebody reads it who wants to write a program.</summary>
/// <param name="demo">The portal.</param>
[Collection(BrowserTests.Name)]
public sealed class ApiReferenceTests(DemoPortal demo)
{
    [Fact]
    public Task It_shows_the_calls_and_reaches_for_nothing_outside() => Visitor.VisitAsync(demo.Server, Screen.Desktop, "engineer", async visitor =>
    {
        var outside = new List<string>();
        visitor.Page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: "http" or "https" } url && url.Authority != demo.Server.Address.Authority)
            {
                outside.Add(request.Url);
            }
        };

        await visitor.GoAsync("/api/");

        await Expect(visitor.Page.GetByText("/api/v1/sources").First).ToBeVisibleAsync();
        Assert.Empty(outside);
    });
}
