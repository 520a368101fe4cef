using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Portal.Tests.Support;

/// <summary>
/// A person at a browser of their own. Whatever their browser complains about (an error in the console, a script that fails, an answer of 400
/// or above) fails the test, and a failed test leaves a picture of what they saw in <c>artifacts/screenshots</c>.
/// </summary>
public sealed class Visitor
{
    // A frame that may run no scripts never answers axe: its document is opened and checked by itself.
    private const string AxeScript = """
        async () => {
          const { violations } = await axe.run(document, {
            runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], iframes: false, resultTypes: ["violations"],
          });
          return violations.flatMap(violation => violation.nodes.map(node => `${violation.id}: ${violation.help}: ${node.html} ${node.failureSummary}`));
        }
        """;

    // Colours take a frame to begin to change, some change bit by bit, and what inherits them begins when they have changed.
    private const string ColoursScript = """
        async () => {
          for (let still = 0; still < 5; still++) {
            await new Promise(requestAnimationFrame);
            const changing = document.getAnimations().filter(animation => animation.effect.getComputedTiming().endTime !== Infinity);
            if (changing.length > 0) {
              still = 0;
              await Promise.allSettled(changing.map(animation => animation.finished));
            }
          }
        }
        """;

    // In milliseconds; other tests run beside this one.
    private const int Patience = 20_000;
    private const int MostStops = 600;

    // How many Tabs are pressed before the page is asked what was seen.
    private const int StopsAtOnce = 25;

    // Run in the page itself: what ships for driving it from outside opens and closes another page at each check, which takes seconds.
    private static readonly Lazy<string> Axe = new(() => new BundledAxeScriptProvider().GetScript());

    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentBag<(string Path, int Status)> _expected = [];
    private Visitor(Screen screen, IPage page)
    {
        Screen = screen;
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

    /// <summary>What they look at it with now.</summary>
    public Screen Screen { get; private set; }

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
        context.SetDefaultTimeout(Patience);
        Assertions.SetDefaultExpectTimeout(Patience);
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

    /// <summary>Lets everything between the pages opened from now on and the portal take <paramref name="time"/> longer, each way and in order.</summary>
    public Task SlowDownAsync(TimeSpan time) => Page.RouteWebSocketAsync("**/_blazor*", line =>
    {
        var server = line.ConnectToServer();
        line.OnMessage(Late(time, server));
        server.OnMessage(Late(time, line));
    });

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
        if (Screen.HasScripts && await Page.Locator("script[src*='blazor.web']").CountAsync() > 0)
        {
            await Page.Locator("[data-interactive]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
            await Page.WaitForFunctionAsync("() => !document.querySelector('[aria-busy=true], .skeleton')");
        }
    }

    /// <summary>Looks at the same page with another screen: turns the phone, or lets the sun set.</summary>
    public async Task LookWithAsync(Screen screen)
    {
        await Page.SetViewportSizeAsync(screen.Width, screen.Height);
        await Page.EmulateMediaAsync(new() { ColorScheme = screen.Scheme });
        if (Screen.HasScripts)
        {
            await Page.EvaluateAsync(ColoursScript);
        }
        // The browser was started with or without scripts, whatever is looked at with it.
        Screen = screen with { HasScripts = Screen.HasScripts };
    }

    /// <summary>
    /// Checks the page as it is now against WCAG 2.2 AA as far as axe can, that nothing sticks out sideways, and that it shows values and
    /// not the names of their types; the documents in its frames too.
    /// </summary>
    public async Task CheckAccessibilityAsync()
    {
        if (!Screen.HasScripts)
        {
            await CheckWithScriptsAsync();
            return;
        }
        await CheckAsync(Page, new Uri(Page.Url).PathAndQuery);
        foreach (var document in await Page.Locator("iframe[srcdoc]").EvaluateAllAsync<string[]>("frames => frames.map(frame => frame.srcdoc)"))
        {
            var alone = await Page.Context.NewPageAsync();
            await alone.SetViewportSizeAsync(Screen.Width, Screen.Height);
            await alone.EmulateMediaAsync(new() { ColorScheme = Screen.Scheme });
            await alone.SetContentAsync(document);
            await CheckAsync(alone, $"The document in a frame of {new Uri(Page.Url).PathAndQuery}");
            await alone.CloseAsync();
        }
    }

    /// <summary>Presses Tab, and checks that one sees where the focus went.</summary>
    /// <returns>What has the focus now, in words.</returns>
    public async Task<string> TabAsync()
    {
        await Page.Keyboard.PressAsync("Tab");
        return await CheckFocusAsync();
    }

    /// <summary>Presses Tab until <paramref name="target"/> has the focus.</summary>
    public async Task TabToAsync(ILocator target)
    {
        List<string> passed = [];
        for (var i = 0; i < MostStops; i++)
        {
            passed.Add(await TabAsync());
            if (await target.EvaluateAsync<bool>("element => element === document.activeElement"))
            {
                return;
            }
        }
        Assert.Fail($"Tab never reached {target} on {Page.Url}. It passed: {string.Join(" | ", passed.Distinct(StringComparer.Ordinal))}");
    }

    /// <summary>Goes once around the page with Tab: every stop is visible, none holds one back, and the skip link is among them.</summary>
    public async Task CheckKeyboardAsync()
    {
        await Page.EvaluateAsync(FocusScripts.Watch);
        for (var pressed = 0; pressed < MostStops; pressed += StopsAtOnce)
        {
            for (var i = 0; i < StopsAtOnce; i++)
            {
                await Page.Keyboard.PressAsync("Tab");
            }
            var walk = (await Page.EvaluateAsync<JsonElement>(FocusScripts.Again)).Deserialize<Walk>(JsonSerializerOptions.Web)!;
            Assert.True(walk.Hidden.Count == 0, $"The focus cannot be seen on {Page.Url} ({Screen}) at: {string.Join(" | ", walk.Hidden)}");
            if (walk.IsAround)
            {
                return;
            }
        }
        Assert.Fail($"Tab did not come around on {Page.Url}: it keeps the focus, or has no skip link.");
    }

    /// <summary>Keeps a picture of the page in <c>artifacts/screenshots</c>.</summary>
    public async Task PictureAsync(string name)
    {
        var file = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '_'));
        var path = Path.Combine(Repository.Root, "artifacts", "screenshots", string.Create(CultureInfo.InvariantCulture, $"{file[..Math.Min(file.Length, 150)]}-{Screen}.png"));
        try
        {
            await Page.ScreenshotAsync(new() { Path = path });
        }
        catch (PlaywrightException)
        {
            // The failure that this picture was to show is worth more than the picture.
        }
    }

    private static Action<IWebSocketFrame> Late(TimeSpan time, IWebSocketRoute receiver)
    {
        var last = Task.CompletedTask;
        return frame =>
        {
            var due = Task.Delay(time);
            last = PassOnAsync(last, due, frame, receiver);
        };
    }

    private static async Task PassOnAsync(Task earlier, Task due, IWebSocketFrame frame, IWebSocketRoute receiver)
    {
        await earlier;
        await due;
        if (frame.Binary is { } content)
        {
            receiver.Send(content);
        }
        else
        {
            receiver.Send(frame.Text ?? string.Empty);
        }
    }

    private async Task<string> CheckFocusAsync()
    {
        var focus = (await Page.EvaluateAsync<JsonElement>(FocusScripts.Rest)).Deserialize<Focus>(JsonSerializerOptions.Web)!;
        Assert.True(focus.IsMarked, $"The focus on {focus.Name} cannot be seen on {Page.Url} ({Screen}).");
        return focus.Name;
    }

    /// <summary>axe is a script itself: where none run, the same page is looked at with a browser that runs them.</summary>
    private async Task CheckWithScriptsAsync()
    {
        await using var context = await Page.Context.Browser!.NewContextAsync(new()
        {
            StorageState = await Page.Context.StorageStateAsync(),
            ViewportSize = new() { Width = Screen.Width, Height = Screen.Height },
            ColorScheme = Screen.Scheme,
            ReducedMotion = ReducedMotion.Reduce,
        });
        var page = await context.NewPageAsync();
        await page.GotoAsync(Page.Url);
        await CheckAsync(page, new Uri(Page.Url).PathAndQuery);
    }

    private async Task CheckAsync(IPage page, string name)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await page.EvaluateAsync(Axe.Value);
        }
        var violations = (await page.EvaluateAsync<string[]>(AxeScript)).Select(violation => $"{name} on {Screen}: {violation}").ToList();
        Assert.True(violations.Count == 0, string.Join(Environment.NewLine, violations));
        // What a page says of a value that it does not know how to write.
        Assert.DoesNotContain("Microsoft.AspNetCore.", await page.EvaluateAsync<string>("() => document.body.textContent"), StringComparison.Ordinal);
        var width = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
        Assert.True(width <= Screen.Width, $"{name} is {width} pixels wide on {Screen}.");
    }

    private bool IsExpected(string address, int? status) =>
        _expected.Any(e => address.Contains(e.Path, StringComparison.Ordinal) && (status is null || e.Status == status));

    private sealed record Focus(string Name, bool IsMarked);

    private sealed record Walk(IReadOnlyList<string> Hidden, bool IsAround);
}
