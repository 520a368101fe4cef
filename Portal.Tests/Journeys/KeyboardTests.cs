using System.Net.Http.Json;
using Microsoft.Playwright;
using Portal.Data.Access;
using Portal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Journeys;

/// <summary>The main tasks without a mouse: one always sees where one is, gets everywhere, and out again.</summary>
/// <param name="demo">The portal.</param>
[Collection(BrowserTests.Name)]
public sealed class KeyboardTests(DemoPortal demo)
{
    private const int MoreStopsThanADialogHas = 25;

    [Fact]
    public Task A_newcomer_signs_in_finds_an_agent_and_checks_a_permission() => Visitor.VisitAsync(demo.Server, Screen.Desktop, persona: null, async visitor =>
    {
        await SignInAsync(visitor, "engineer", "/");
        await SkipNavigationAsync(visitor);
        await LookUpShortcutsAsync(visitor);
        await FindAgentAsync(visitor);
        await VisitDialogAsync(visitor);
        await CheckPermissionAsync(visitor);
    });

    [Fact]
    public Task A_page_that_connects_leaves_the_focus_alone_and_one_that_is_gone_to_takes_it() => Visitor.VisitAsync(demo.Server, Screen.Desktop, "engineer", async visitor =>
    {
        await visitor.Page.AddInitScriptAsync("self.focused = []; document.addEventListener('focusin', event => self.focused.push(event.target.tagName), true);");
        await visitor.GoAsync("/agents");
        await visitor.Page.Keyboard.PressAsync("/");
        await visitor.Page.Keyboard.TypeAsync("infrastructure");
        await Expect(visitor.Page.GetByText("1 agent", new() { Exact = true })).ToBeVisibleAsync();
        Assert.Equal(["INPUT"], await visitor.Page.EvaluateAsync<string[]>("() => self.focused"));
        await visitor.Page.Locator(".row-link").ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Infrastructure assistant", Level = 1 })).ToBeFocusedAsync();
    });

    [Fact]
    public async Task A_reviewer_answers()
    {
        await using var portal = await PortalServer.StartAsync();
        var campaign = await LaunchAsync(portal);
        await Visitor.VisitAsync(portal, Screen.Desktop, persona: null, async visitor =>
        {
            await SignInAsync(visitor, "owner", $"/reviews/{campaign}");
            var first = visitor.Page.Locator("fieldset.sheet-item").First;
            await visitor.TabToAsync(first.GetByLabel("Keep", new() { Exact = true }));
            await visitor.Page.Keyboard.PressAsync("Space");
            await visitor.TabToAsync(first.GetByLabel("Reason"));
            await visitor.Page.Keyboard.TypeAsync("The support team works with it every day.");
            await visitor.Page.Keyboard.PressAsync("Enter");
            await Expect(visitor.Page.GetByText("Saved as drafts", new() { Exact = true })).ToBeVisibleAsync();
            await visitor.CheckAccessibilityAsync();
            await visitor.TabToAsync(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Check and submit", Exact = true }));
            await visitor.Page.Keyboard.PressAsync("Enter");
            await Expect(visitor.Page.GetByText("Check before you submit").First).ToBeVisibleAsync();
            await visitor.TabToAsync(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Submit" }).First);
            await visitor.Page.Keyboard.PressAsync("Enter");
            await Expect(visitor.Page.GetByText("Submitted").First).ToBeVisibleAsync();
        });
    }

    private static async Task SignInAsync(Visitor visitor, string persona, string address)
    {
        await visitor.GoAsync(address);
        await visitor.TabToAsync(visitor.Page.Locator($"button[value={persona}]"));
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.WaitForURLAsync(url => !url.Contains("/account/", StringComparison.Ordinal));
        await visitor.WaitUntilInteractiveAsync();
    }

    private static async Task SkipNavigationAsync(Visitor visitor)
    {
        await visitor.Page.EvaluateAsync("() => { document.activeElement?.blur(); getSelection().removeAllRanges(); }");
        await visitor.TabToAsync(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Skip to the content" }));
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Page.GetByRole(AriaRole.Main)).ToBeFocusedAsync();
        await visitor.TabAsync();
        Assert.True(await visitor.Page.EvaluateAsync<bool>("() => document.querySelector('main').contains(document.activeElement)"), "The skip link leads elsewhere.");
    }

    private static async Task LookUpShortcutsAsync(Visitor visitor)
    {
        var dialog = visitor.Page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard shortcuts" });
        var before = await visitor.TabAsync();
        await visitor.Page.Keyboard.PressAsync("?");
        await Expect(dialog).ToBeVisibleAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToBeHiddenAsync();
        await visitor.Page.Keyboard.PressAsync("Shift+Tab");
        Assert.Equal(before, await visitor.TabAsync());
    }

    private static async Task FindAgentAsync(Visitor visitor)
    {
        await visitor.TabToAsync(visitor.Page.Locator("#side").GetByRole(AriaRole.Link, new() { Name = "Agents", Exact = true }));
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Agents", Level = 1 })).ToBeFocusedAsync();
        await visitor.WaitUntilInteractiveAsync();
        await visitor.Page.Keyboard.PressAsync("/");
        await Expect(visitor.Page.GetByRole(AriaRole.Searchbox)).ToBeFocusedAsync();
        await visitor.Page.Keyboard.TypeAsync("infrastructure");
        await Expect(visitor.Page.GetByText("1 agent", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator(".row-link")).ToHaveCountAsync(1);
        await visitor.Page.Keyboard.PressAsync("Escape");
        await visitor.Page.Keyboard.PressAsync("j");
        await Expect(visitor.Page.Locator(".row-link")).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Infrastructure assistant", Level = 1 })).ToBeFocusedAsync();
    }

    private static async Task VisitDialogAsync(Visitor visitor)
    {
        var edit = visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Edit", Exact = true });
        var dialog = visitor.Page.GetByRole(AriaRole.Dialog);
        await visitor.TabToAsync(edit);
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(dialog.GetByLabel("Name", new() { Exact = true })).ToBeFocusedAsync();
        for (var i = 0; i < MoreStopsThanADialogHas; i++)
        {
            await visitor.Page.Keyboard.PressAsync("Tab");
            Assert.True(await dialog.EvaluateAsync<bool>("dialog => dialog.contains(document.activeElement)"), "The focus left the open dialog.");
        }
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(edit).ToBeFocusedAsync();
    }

    private static async Task CheckPermissionAsync(Visitor visitor)
    {
        var page = visitor.Page;
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("p");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Permissions", Level = 1 })).ToBeFocusedAsync();
        await visitor.WaitUntilInteractiveAsync();
        await visitor.TabToAsync(page.GetByLabel("Identity", new() { Exact = true }));
        await page.Keyboard.TypeAsync("PlatformOperator");
        await Expect(page.Locator(".mud-popover-open").GetByText("arn:aws:iam::777788889999:role/PlatformOperator")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Enter");
        await visitor.TabToAsync(page.GetByLabel("Action", new() { Exact = true }));
        await page.Keyboard.TypeAsync("ec2:TerminateInstances");
        await visitor.TabToAsync(page.GetByLabel("Resource", new() { Exact = true }));
        await page.Keyboard.TypeAsync("*");
        await visitor.TabToAsync(page.GetByRole(AriaRole.Button, new() { Name = "Check", Exact = true }));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Answer", Exact = true })).ToBeVisibleAsync();
    }

    private static async Task<string> LaunchAsync(PortalServer portal)
    {
        using var program = await portal.CreateClientAsync(TokenScope.Admin);
        using var made = await program.PostAsJsonAsync(
            new Uri("/api/v1/campaigns", UriKind.Relative),
            new { name = "Support agents", filter = "q=support", dueAt = portal.Get<TimeProvider>().GetUtcNow().AddDays(14) });
        Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync());
        var id = made.Headers.Location!.ToString().Split('/')[^1];
        using var launched = await program.PostAsync(new Uri($"/api/v1/campaigns/{id}/launch", UriKind.Relative), content: null);
        Assert.True(launched.IsSuccessStatusCode, await launched.Content.ReadAsStringAsync());
        return id;
    }
}
