using System.Text.Json;
using Portal.Tests.Support;

namespace Portal.Tests.Journeys;

/// <summary>One signed-in person who goes everywhere.</summary>
/// <param name="visitor">Their browser.</param>
/// <param name="role">The column of the table of access that they are.</param>
/// <param name="names">What a page shows something by, other than their own name.</param>
internal sealed class RoleWalk(Visitor visitor, string role, IReadOnlyList<string> names)
{
    /// <summary>A page that is open to everybody who is signed in.</summary>
    public const string Start = "/account/sessions";

    private const string NotAllowed = "This page is not open to your role";
    private const int Forbidden = 403;
    private const int Missing = 404;

    // Pages of one's own: what they show depends on what came to the person.
    private static readonly string[] OwnPages = ["/mail", "/reviews", "/reviews/{Campaign:guid}", "/reviews/{Campaign:guid}/pass-on", "/reviews/{Campaign:guid}/summary", "/reviews/away", "/agents/inherited", "/account/sessions", "/notices"];

    // Whoever goes there leaves the frame with the navigation; the page before is gone when the next one's heading is there.
    private const string GoScript = "path => { for (const heading of document.querySelectorAll('main h1, main h2')) heading.dataset.old = ''; Blazor.navigateTo(path); }";

    private const string ArrivedScript = """
        path => location.pathname === path && document.querySelector("main :is(h1, h2):not([data-old])") && !document.querySelector("[aria-busy=true], .skeleton")
        """;

    // In the page itself, so that the browser sends what it sends for a script of the portal.
    private const string AskScript = """
        async calls => {
          const answers = [];
          for (const [method, path] of calls) {
            const body = method === "GET" || method === "HEAD" ? undefined : "{}";
            const answer = await fetch(path, { method, body, headers: body ? { "Content-Type": "application/json" } : {} });
            answers.push({ status: answer.status, text: await answer.text() });
          }
          return answers;
        }
        """;

    /// <summary>Where the navigation leads.</summary>
    public async Task<IReadOnlyList<string>> NavigationAsync() =>
        await visitor.Page.Locator(".side nav a").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");

    /// <summary>Goes to each page, and checks what it shows.</summary>
    /// <param name="places">The pages.</param>
    /// <param name="table">Which of them are open.</param>
    /// <param name="expected">What somebody saw who may see everything, or null for that person.</param>
    public async Task<IReadOnlyDictionary<string, Sight>> PagesAsync(
        IReadOnlyList<Place> places, IReadOnlyDictionary<string, IReadOnlySet<string>> table, IReadOnlyDictionary<string, Sight>? expected)
    {
        var seen = new Dictionary<string, Sight>(StringComparer.Ordinal);
        // Documents without a circuit come last: all others are gone to from one open page.
        foreach (var place in places.OrderBy(p => p.IsPlain))
        {
            if (table[$"GET {place.Page}"].Contains(role))
            {
                seen[place.Page] = await OpenAsync(place, expected?[place.Page]);
            }
            else
            {
                await RefusedAsync(place);
            }
        }
        return seen;
    }

    /// <summary>Calls the API from a page of the portal.</summary>
    public async Task<IReadOnlyList<Answer>> AskAsync(IReadOnlyList<(string Method, Uri Address, string Row)> calls)
    {
        foreach (var status in new[] { 400, 403, 404, 409, 411, 415, 422 })
        {
            visitor.Expect("/api/v1/", status);
            visitor.Expect("/scim/v2/", status);
        }
        var asked = calls.Select(c => new[] { c.Method, c.Address.ToString() }).ToArray();
        return (await visitor.Page.EvaluateAsync<JsonElement>(AskScript, asked)).Deserialize<IReadOnlyList<Answer>>(JsonSerializerOptions.Web)!;
    }

    private async Task<Sight> OpenAsync(Place place, Sight? expected)
    {
        if (place.Page == "/not-found")
        {
            visitor.Expect(place.Address, Missing);
        }
        if (place.IsPlain)
        {
            await visitor.GoAsync(place.Address);
        }
        else
        {
            await GoWithinAsync(place.Address);
        }
        var sight = await LookAsync();
        Assert.NotEqual(NotAllowed, sight.Heading);
        if (expected is not null && !OwnPages.Contains(place.Page, StringComparer.Ordinal))
        {
            Assert.True(expected.Heading == sight.Heading && expected.Names > 0 == sight.Names > 0, $"{role} on {place.Address}: {sight} instead of {expected}.");
        }
        return sight;
    }

    /// <summary>By its address, and from within an open page, where no request tells the server.</summary>
    private async Task RefusedAsync(Place place)
    {
        var answer = await visitor.Page.Context.APIRequest.GetAsync(place.Address);
        Assert.Equal(Forbidden, answer.Status);
        CheckRefusal(place, await answer.TextAsync());
        if (!visitor.Page.Url.EndsWith(Start, StringComparison.Ordinal))
        {
            await GoWithinAsync(Start);
        }
        await GoWithinAsync(place.Address);
        CheckRefusal(place, await visitor.Page.ContentAsync());
    }

    /// <summary>Goes there without loading the document anew.</summary>
    private async Task GoWithinAsync(string address)
    {
        try
        {
            await visitor.Page.EvaluateAsync(GoScript, address);
            await visitor.Page.WaitForFunctionAsync(ArrivedScript, address);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{role} did not come to {address}, but to {visitor.Page.Url}: {await visitor.Page.Locator("main").InnerTextAsync()}");
        }
    }

    private void CheckRefusal(Place place, string html)
    {
        Assert.True(html.Contains(NotAllowed, StringComparison.Ordinal), $"{role} is not told that {place.Address} is not open to them: {html[^Math.Min(html.Length, 2_000)..]}");
        Assert.True(names.All(name => !html.Contains(name, StringComparison.Ordinal)), $"{place.Address} tells {role} something although it is not open to them.");
    }

    private async Task<Sight> LookAsync()
    {
        var heading = await visitor.Page.Locator("main :is(h1, h2)").First.InnerTextAsync();
        var text = await visitor.Page.Locator("main").InnerTextAsync();
        Assert.DoesNotContain("This page failed", text, StringComparison.Ordinal);
        return new(heading, names.Count(name => text.Contains(name, StringComparison.Ordinal)));
    }

    /// <summary>A page.</summary>
    /// <param name="Page">Its route.</param>
    /// <param name="Address">An address of it.</param>
    /// <param name="IsPlain">Whether it is a document without a circuit.</param>
    internal sealed record Place(string Page, string Address, bool IsPlain);

    /// <summary>What a page showed.</summary>
    /// <param name="Heading">Its heading.</param>
    /// <param name="Names">How many names stood on it.</param>
    internal sealed record Sight(string Heading, int Names);

    /// <summary>An answer of the API.</summary>
    /// <param name="Status">Its status.</param>
    /// <param name="Text">Its body.</param>
    internal sealed record Answer(int Status, string Text);
}
