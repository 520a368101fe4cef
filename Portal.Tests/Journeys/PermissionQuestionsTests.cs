using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Portal.Data.Inventory;
using Portal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Journeys;

/// <summary>The questions about permissions, without a mouse and on a phone: who can, what is different, what if, and how to more rights.</summary>
/// <param name="demo">The portal.</param>
[Collection(BrowserTests.Name)]
public sealed class PermissionQuestionsTests(DemoPortal demo)
{
    private const string Operator = "arn:aws:iam::777788889999:role/PlatformOperator";
    private const string Sandbox = "arn:aws:iam::111122223333:role/DeveloperSandbox";
    private const string Watcher = "arn:aws:iam::777788889999:role/agents/fraud-watcher-agent";
    private const string Concierge = "arn:aws:iam::777788889999:role/agents/chat-concierge-bot";
    private const string Gone = "arn:aws:iam::777788889999:role/gha-legacy-deploy";
    private const string Forecaster = "arn:aws:iam::777788889999:role/agents/demand-forecaster-agent";

    [Fact]
    public Task Who_can_is_asked_and_a_way_opened_by_keyboard() => VisitAsync(Screen.Desktop, async visitor =>
    {
        var page = visitor.Page;
        await visitor.GoAsync("/permissions/who-can");
        await visitor.TabToAsync(page.GetByLabel("Action", new() { Exact = true }));
        await page.Keyboard.TypeAsync("iam:PassRole");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Ask", Exact = true })).ToBeEnabledAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Answer", Exact = true })).ToBeVisibleAsync();
        var way = page.Locator("details", new() { Has = page.Locator("summary", new() { HasText = "as " }) }).First;
        await way.Locator("summary").WaitForAsync();
        await visitor.TabToAsync(way.Locator("summary"));
        await page.Keyboard.PressAsync("Enter");
        await visitor.TabToAsync(way.Locator("svg a").First);
        Assert.Contains("becomes", await way.Locator("svg a title").First.TextContentAsync(), StringComparison.Ordinal);
        await visitor.CheckAccessibilityAsync();
    });

    [Fact]
    public Task A_difference_is_followed_down_to_its_statement_by_keyboard() => VisitAsync(Screen.Desktop, async visitor =>
    {
        var page = visitor.Page;
        await visitor.GoAsync("/permissions/difference");
        await PickAsync(visitor, "Identity", "fraud-watcher-agent", Watcher);
        await PickAsync(visitor, "Other identity (optional)", "demand-forecaster-agent", Forecaster);
        await visitor.TabToAsync(page.GetByRole(AriaRole.Button, new() { Name = "Compare" }));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Only the other can" })).ToBeVisibleAsync();
        Assert.Equal(0, await page.Locator(".permission").CountAsync());

        await visitor.TabToAsync(page.Locator("summary").First);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".permission").First.WaitForAsync();
        var show = page.Locator("button[aria-expanded]").First;
        if (!await show.IsVisibleAsync())
        {
            await visitor.TabToAsync(page.Locator(".permission summary", new() { HasText = "Why" }).First);
            await page.Keyboard.PressAsync("Enter");
        }
        await show.WaitForAsync();
        await visitor.TabToAsync(show);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("pre mark").First).ToBeVisibleAsync();
        await visitor.CheckAccessibilityAsync();
    });

    [Fact]
    public Task What_if_a_policy_went_is_weighed_by_keyboard_and_can_be_shared() => VisitAsync(Screen.Desktop, async visitor =>
    {
        var page = visitor.Page;
        await visitor.GoAsync($"/identities/{await IdAsync(Operator)}/what-if");
        await visitor.TabToAsync(page.GetByRole(AriaRole.Combobox).First);
        await page.Keyboard.TypeAsync("Detach");
        await visitor.TabToAsync(page.GetByRole(AriaRole.Combobox).Nth(1));
        await page.Keyboard.PressAsync("ArrowDown");
        await visitor.TabToAsync(page.GetByRole(AriaRole.Button, new() { Name = "Weigh", Exact = true }));
        await page.Keyboard.PressAsync("Enter");
        var answer = page.GetByRole(AriaRole.Heading, new() { Name = "PlatformOperator would lose" }).Or(page.GetByText("Nothing would be different")).First;
        await Expect(answer).ToBeVisibleAsync();
        Assert.Contains("change=detachPolicy", page.Url, StringComparison.Ordinal);

        await page.ReloadAsync();
        await Expect(answer).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Combobox).First).ToHaveValueAsync("DetachPolicy");
    });

    [Fact]
    public Task A_time_is_chosen_by_keyboard_and_compared_with_now() => VisitAsync(Screen.Desktop, async visitor =>
    {
        var page = visitor.Page;
        var (id, since) = await FirstSeenAsync(Concierge);
        // Day and month alike, so that it is typed the same whichever comes first. The demo changes 52 days after it was first seen: one such day is among them.
        var at = Enumerable.Range(1, 50).Select(days => since.AddDays(days).UtcDateTime).First(day => day.Day == day.Month);
        await visitor.GoAsync($"/identities/{id}?tab=entitlements");
        var time = page.GetByLabel("As of, UTC");
        await visitor.TabToAsync(time);
        await page.Keyboard.TypeAsync(at.ToString("ddMMyyyy", CultureInfo.InvariantCulture));
        await page.Keyboard.PressAsync("ArrowRight");
        // P for noon where hours are counted to 12.
        await page.Keyboard.TypeAsync("1200P");
        await Expect(time).ToHaveValueAsync(at.ToString("yyyy-MM-dd'T12:00'", CultureInfo.InvariantCulture));
        await visitor.TabToAsync(page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }));
        await page.Keyboard.PressAsync("Enter");
        var notice = page.GetByRole(AriaRole.Status).Filter(new() { HasText = at.ToString("'As it was on 'd MMM yyyy', 12:00 UTC'", CultureInfo.InvariantCulture) });
        var taken = page.GetByRole(AriaRole.Region, new() { Name = "ReadSharedSecrets" });
        await Expect(notice).ToBeVisibleAsync();
        await Expect(taken).ToContainTextAsync("Taken away on");
        await visitor.CheckAccessibilityAsync();

        await page.ReloadAsync();
        await Expect(notice).ToBeVisibleAsync();
        await Expect(taken).ToContainTextAsync("Taken away on");
        await page.GetByRole(AriaRole.Link, new() { Name = "Effective permissions" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "secretsmanager" })).ToBeVisibleAsync();
        await Expect(notice).ToBeVisibleAsync();

        await visitor.TabToAsync(page.GetByRole(AriaRole.Link, new() { Name = "What is different now" }));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Question" }).GetByLabel("Before: at, UTC")).ToHaveValueAsync(at.ToString("yyyy-MM-dd'T12:00'", CultureInfo.InvariantCulture));
        await Expect(page.Locator(".panel summary").First).ToBeVisibleAsync();
    });

    [Fact]
    public Task A_policy_for_one_action_is_made_by_keyboard() => VisitAsync(Screen.Desktop, async visitor =>
    {
        var page = visitor.Page;
        await visitor.GoAsync($"/identities/{await IdAsync(Forecaster)}/least-privilege?keep=nothing");
        var service = page.Locator("main summary", new() { Has = page.GetByText("s3", new() { Exact = true }) });
        await visitor.TabToAsync(page.GetByRole(AriaRole.Searchbox, new() { Name = "Find a service or action" }));
        await page.Keyboard.TypeAsync("s3:getobject");
        await Expect(page.GetByRole(AriaRole.Checkbox, new() { Name = "GetObject " }).First.Or(service).First).ToBeVisibleAsync();
        await Expect(page.Locator("main summary").Filter(new() { HasText = "athena" })).ToHaveCountAsync(0);
        await visitor.TabToAsync(page.GetByRole(AriaRole.Checkbox, new() { Name = "GetObject " }).First);
        await page.Keyboard.PressAsync("Space");
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "1 of " })).ToBeVisibleAsync();
        await visitor.TabToAsync(page.GetByRole(AriaRole.Button, new() { Name = "Make the policy" }));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("this policy allows exactly what is kept")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Policy 1" })).ToContainTextAsync("s3:GetObject");
        await visitor.CheckAccessibilityAsync();
    });

    [Fact]
    public Task A_way_to_more_rights_is_walked_through_its_drawing() => VisitAsync(Screen.Desktop, async visitor =>
    {
        var page = visitor.Page;
        await visitor.GoAsync($"/identities/{await IdAsync(Operator)}?tab=escalation");
        var nodes = page.GetByRole(AriaRole.Group, new() { Name = "Shortest way to an administrator" }).Locator(".node");
        var count = await nodes.CountAsync();
        Assert.True(count > 1, "The way has one node.");
        for (var i = 0; i < count; i++)
        {
            await visitor.TabToAsync(nodes.Nth(i));
        }
        await visitor.CheckAccessibilityAsync();
        await nodes.First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => !url.Contains("tab=", StringComparison.Ordinal));
    });

    [Fact]
    public Task What_is_typed_into_a_picker_on_a_slow_line_stays() => VisitAsync(Screen.Desktop, async visitor =>
    {
        var page = visitor.Page;
        await visitor.SlowDownAsync(TimeSpan.FromMilliseconds(200));
        await visitor.GoAsync("/permissions/difference");
        await page.GetByLabel("Identity", new() { Exact = true }).FocusAsync();
        await page.Keyboard.TypeAsync("demand-forecaster-agent", new() { Delay = 40 });
        await Expect(page.Locator(".mud-popover-open").GetByText(Forecaster)).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Identity", new() { Exact = true })).ToHaveValueAsync("demand-forecaster-agent");
    });

    /// <summary>
    /// Addresses with the ids of the operator, the watcher, the forecaster, the sandbox, the operator's agent, the concierge and a role that is
    /// gone in place, then when the concierge was first seen; what has to be there, and what is opened for it.
    /// </summary>
    public static TheoryData<string, string, string[]> Answers => new()
    {
        { "/permissions/who-can?action=iam:PassRole", "td svg.graph", ["summary:has-text('as ')"] },
        { "/permissions/difference?identity={1}&other={2}", ".permission", [".panel summary"] },
        { "/identities/{0}/what-if?change=removeBoundary", "[aria-live=polite]", [] },
        { "/identities/{2}/least-privilege?keep=everything&q=s3:", ".notice.good + .panel pre", ["summary:has(code)", "main button[type=submit]"] },
        { "/identities/{0}?tab=escalation", "svg.graph", [] },
        { "/identities/{3}?tab=permissions&service=s3", "pre mark", ["summary:has-text('Why')", "button[aria-expanded]"] },
        { "/identities/{5}?tab=entitlements&at={7}", ".notice.note + .stack .chip.warn", ["summary:has-text('ReadSharedSecrets')"] },
        { "/identities/{5}?tab=permissions&at={7}", ".notice.note + .stack a.row-link", [] },
        { "/identities/{5}?tab=permissions&at=2020-01-01T00:00Z", ".empty a", [] },
        { "/identities/{6}?tab=permissions", ".empty a", [] },
        { "/agents/{4}", "svg.graph", ["summary:has-text('As a graph')"] },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_answer_fits_a_phone_in_the_dark(string address, string shows, string[] opens)
    {
        var (concierge, since) = await FirstSeenAsync(Concierge);
        var ids = new object[]
        {
            await IdAsync(Operator), await IdAsync(Watcher), await IdAsync(Forecaster), await IdAsync(Sandbox), await AgentAsync(Operator),
            concierge, await IdAsync(Gone), since.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        };
        await VisitAsync(Screen.Phone.Dark, async visitor =>
        {
            await visitor.GoAsync(string.Format(CultureInfo.InvariantCulture, address, ids));
            foreach (var line in opens)
            {
                await visitor.Page.Locator(line).First.ClickAsync();
            }
            await visitor.Page.Locator(shows).First.WaitForAsync();
            await visitor.CheckAccessibilityAsync();
        });
    }

    private Task VisitAsync(Screen screen, Func<Visitor, Task> act) => Visitor.VisitAsync(demo.Server, screen, "administrator", act);

    private static async Task PickAsync(Visitor visitor, string label, string name, string id)
    {
        await visitor.TabToAsync(visitor.Page.GetByLabel(label, new() { Exact = true }));
        await visitor.Page.Keyboard.TypeAsync(name);
        var found = visitor.Page.Locator(".mud-popover-open [role=option]", new() { HasText = id });
        await Expect(found).ToBeVisibleAsync();
        var options = await visitor.Page.Locator(".mud-popover-open [role=option]").AllTextContentsAsync();
        for (var above = options.TakeWhile(text => !text.Contains(id, StringComparison.Ordinal)).Count(); above > 0; above--)
        {
            await visitor.Page.Keyboard.PressAsync("ArrowDown");
        }
        await Expect(found).ToHaveAttributeAsync("aria-selected", "true");
        await visitor.Page.Keyboard.PressAsync("Enter");
    }

    private async Task<Guid> IdAsync(string nativeId) => (await FirstSeenAsync(nativeId)).Id;

    private async Task<(Guid Id, DateTimeOffset Since)> FirstSeenAsync(string nativeId)
    {
        await using var db = await demo.Server.OpenDatabaseAsync();
        var identity = await db.Set<Identity>().SingleAsync(i => i.NativeId == nativeId, TestContext.Current.CancellationToken);
        return (identity.Id.Value, identity.ObservedFrom);
    }

    private async Task<Guid> AgentAsync(string nativeId)
    {
        await using var db = await demo.Server.OpenDatabaseAsync();
        return (await db.Set<Identity>().SingleAsync(i => i.NativeId == nativeId, TestContext.Current.CancellationToken)).AgentId!.Value.Value;
    }
}
