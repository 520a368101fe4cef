using System.Collections.Concurrent;
using System.Globalization;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Portal.Tests.Support;

/// <summary>
/// A person at a browser of their own. Whatever their browser complains about (an error in the console, a script that fails, an answer of 400
/// or above) fails the test, and a failed test leaves a picture of what they saw in <c>artifacts/screenshots</c>.
/// </summary>
public sealed class Visitor
{
    private static readonly AxeRunOptions Wcag = new()
    {
        RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
    };

    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentBag<(string Path, int Status)> _expected = [];
    private readonly Screen _screen;

    private Visitor(Screen screen, IPage page)
    {
        _screen = screen;
        Page = page;
        var context = page.Context;
        context.Console += (_, message) =>
        {
            if (message.Type == "error" && !IsExpected(message.Location, status: null))
            {
                _complaints.Enqueue($"console: {message.Text} ({message.Location})");
            }
        };
        context.WebError += (_, error) => _complaints.Enqueue($"script: {error.Error}");
        context.Response += (_, response) =>
        {
            if (response.Status >= 400 && !IsExpected(response.Url, response.Status))
            {
                _complaints.Enqueue($"{response.Status} {response.Request.Method} {response.Url}");
            }
        };
    }

    /// <summary>The browser's page.</summary>
    public IPage Page { get; }

    /// <summary>Lets somebody visit <paramref name="portal"/>, then checks that neither the browser nor the portal complained.</summary>
    /// <param name="portal">The portal.</param>
    /// <param name="screen">What they look at it with.</param>
    /// <param name="persona">Who they are signed in as, or null for nobody.</param>
    /// <param name="act">What they do.</param>
    public static async Task VisitAsync(PortalServer portal, Screen screen, string? persona, Func<Visitor, Task> act)
    {
        var browser = await Chromium.GetAsync();
        await using var context = await browser.NewContextAsync(new()
        {
            BaseURL = portal.Address.ToString(),
            ViewportSize = new() { Width = screen.Width, Height = screen.Height },
            ColorScheme = screen.Scheme,
            JavaScriptEnabled = screen.HasScripts,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "en-GB",
            TimezoneId = "Europe/Zurich",
            HasTouch = screen.Width < 600,
            AcceptDownloads = true,
        });
        context.SetDefaultTimeout(20_000);
        if (persona is not null)
        {
            var form = context.APIRequest.CreateFormData().Set("persona", persona);
            var answer = await context.APIRequest.PostAsync("/account/demo", new() { Form = form, MaxRedirects = 0 });
            Assert.True(answer.Status < 400, $"Signing in as {persona} answered {answer.Status}.");
        }
        var visitor = new Visitor(screen, await context.NewPageAsync());
        var earlier = portal.Errors.Count;
        try
        {
            await act(visitor);
            Assert.Empty(visitor._complaints);
            Assert.Empty(portal.Errors.Skip(earlier));
        }
        catch
        {
            await visitor.PictureAsync(TestContext.Current.Test?.TestDisplayName ?? "unknown");
            throw;
        }
    }

    /// <summary>Says that a request to <paramref name="path"/> shall be answered by <paramref name="status"/>.</summary>
    public void Expect(string path, int status) => _expected.Add((path, status));

    /// <summary>Opens a page and waits until it reacts.</summary>
    /// <param name="path">Where, from the portal's address.</param>
    public async Task GoAsync(string path)
    {
        var response = await Page.GotoAsync(path);
        Assert.True(response is null || response.Status < 400 || IsExpected(response.Url, response.Status), $"{path} answered {response?.Status}.");
        await WaitUntilInteractiveAsync();
    }

    /// <summary>Waits until the page is connected and reacts to clicks; a page that is a plain document does so at once.</summary>
    public async Task WaitUntilInteractiveAsync()
    {
        await Page.WaitForLoadStateAsync(LoadState.Load);
        if (_screen.HasScripts && await Page.Locator("script[src*='blazor.web']").CountAsync() > 0)
        {
            await Page.Locator(".mud-popover-provider").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
            await Page.WaitForFunctionAsync("() => !document.querySelector('[aria-busy=true], .skeleton')");
        }
    }

    /// <summary>Checks the page as it is now against WCAG 2.2 AA as far as axe can, and that nothing sticks out sideways.</summary>
    public async Task CheckAccessibilityAsync()
    {
        var result = await Page.RunAxe(Wcag);
        var violations = result.Violations.SelectMany(v => v.Nodes.Select(n => $"{new Uri(Page.Url).PathAndQuery} on {_screen}: {v.Id}: {v.Help}: {n.Html}"));
        Assert.Empty(violations);
        var width = await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
        Assert.True(width <= _screen.Width, $"{new Uri(Page.Url).PathAndQuery} is {width} pixels wide on {_screen}.");
    }

    /// <summary>Keeps a picture of the page in <c>artifacts/screenshots</c>.</summary>
    public async Task PictureAsync(string name)
    {
        var file = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '_'));
        var path = Path.Combine(Repository.Root, "artifacts", "screenshots", string.Create(CultureInfo.InvariantCulture, $"{file[..Math.Min(file.Length, 150)]}-{_screen}.png"));
        try
        {
            await Page.ScreenshotAsync(new() { Path = path });
        }
        catch (PlaywrightException)
        {
            // The failure that this picture was to show is worth more than the picture.
        }
    }

    private bool IsExpected(string address, int? status) =>
        _expected.Any(e => address.Contains(e.Path, StringComparison.Ordinal) && (status is null || e.Status == status));
}
