using System.Globalization;
using AngleSharp.Dom;
using Bunit;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Audit;
using Portal.Data.Inventory;
using Portal.Data.Permissions.Reading;
using Portal.Data.Platforms;
using Portal.Inventory;
using Portal.Tests.Support;
using static Portal.Tests.Inventory.Imports.Export;

namespace Portal.Tests.Permissions;

/// <summary>What an identity was given and could do at a time in the past, on its page.</summary>
public sealed class AsOfTests : ImportedContext
{
    private static readonly TimeSpan Apart = TimeSpan.FromDays(10);
    private static readonly DateTimeOffset First = An.Instant;
    private static readonly DateTimeOffset Second = First + Apart;
    private static readonly DateTimeOffset Between = First.AddDays(1);
    private static readonly SnapshotItem.Document Reads = Allow("Reads", "s3:GetObject");
    private static readonly SnapshotItem.Document ReadsMore = Allow("ReadsMore", "s3:ListBucket");
    private static readonly SnapshotItem.Document Queues = Allow("Queues", "sqs:SendMessage");
    private static readonly SnapshotItem.Document Tables = Allow("Tables", "dynamodb:GetItem");

    [Fact]
    public async Task Entitlements_are_those_of_the_time_and_say_what_became_of_them()
    {
        var page = Open(await ChangedAsync(), "entitlements", Between);

        page.WaitForAssertion(() => Assert.Equal(["changed", "kept", "taken"], page.FindAll(".panel:has(dl) h2").Select(h => h.TextContent)));
        Assert.Contains("As it was on 17 Jun 2026, 12:00 UTC", page.Find(".notice.note").TextContent, StringComparison.Ordinal);
        Assert.Contains("Taken away on 26 Jun 2026", PanelOf(page, "taken").TextContent, StringComparison.Ordinal);
        Assert.Contains("Changed on 26 Jun 2026", PanelOf(page, "changed").TextContent, StringComparison.Ordinal);
        Assert.Single(PanelOf(page, "kept").QuerySelectorAll(".chip"));
        Assert.Equal("given", page.Find(".rows li .grow").ChildNodes[0].TextContent.Trim());
    }

    [Fact]
    public async Task What_is_known_for_now_only_is_not_shown_as_of_a_time()
    {
        var id = await ChangedAsync();

        var page = Open(id, "entitlements", Between);

        page.WaitForElement(".panel dl");
        Assert.DoesNotContain("Use", page.FindAll("dt").Select(d => d.TextContent));
        Assert.DoesNotContain("Use unknown", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("h1 ~ .risk, .page-head .chip, .tabs .badge"));

        Navigation.NavigateTo($"/identities/{id.Value}?tab=entitlements");

        page.WaitForAssertion(() => Assert.Contains("Use", page.FindAll("dt").Select(d => d.TextContent)));
        Assert.Equal(["changed", "given", "kept"], page.FindAll(".panel:has(dl) h2").Select(h => h.TextContent));
        Assert.Empty(page.FindAll(".notice.note"));
    }

    [Fact]
    public async Task Permissions_are_those_of_the_time_and_links_keep_it()
    {
        var id = await ChangedAsync();

        var page = Open(id, "permissions", Between);

        page.WaitForAssertion(() => Assert.Equal(["dynamodb", "s3", "sqs"], page.FindAll("a.row-link").Select(a => a.TextContent).Order(StringComparer.Ordinal)));
        const string Time = "at=2026-06-17T12:00:00";
        Assert.All(page.FindAll("a.row-link"), a => Assert.Contains(Time, a.GetAttribute("href"), StringComparison.Ordinal));
        Assert.Equal(
            [false, true, true, false, false, true, false], page.FindAll(".tabs a").Select(a => a.GetAttribute("href")!.Contains("at=", StringComparison.Ordinal)));
        Assert.Equal(
            $"/permissions/difference?identity={id.Value}&from=2026-06-17T12:00:00.0000000Z", Uri.UnescapeDataString(page.Find(".notice.note a").GetAttribute("href")!));

        Navigation.NavigateTo(page.FindAll("a.row-link").Single(a => a.TextContent == "sqs").GetAttribute("href")!);

        page.WaitForAssertion(() => Assert.Contains("What it could do in sqs", page.Markup, StringComparison.Ordinal));
        Assert.Contains(Time, page.FindAll("a").Single(a => a.TextContent == "All services").GetAttribute("href"), StringComparison.Ordinal);
        Assert.DoesNotContain("at=", page.FindAll("a").Single(a => a.TextContent == "Now").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_is_chosen_in_UTC_and_left_again()
    {
        var page = Open(await ChangedAsync(), "permissions", at: null);
        page.WaitForElement("a.row-link");
        Assert.Empty(page.FindAll(".notice.note"));

        await page.Find("input[type=datetime-local]").ChangeAsync("2026-06-17T12:00:00");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("As it was on 17 Jun 2026, 12:00 UTC", page.Find(".notice.note").TextContent, StringComparison.Ordinal));
        Assert.EndsWith("?tab=permissions&at=2026-06-17T12:00:00Z", Uri.UnescapeDataString(Address), StringComparison.Ordinal);

        await page.Find("input[type=datetime-local]").ChangeAsync(string.Empty);
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".notice.note")));
        Assert.EndsWith("?tab=permissions", Address, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("entitlements")]
    [InlineData("permissions")]
    public async Task Before_it_was_first_seen_nothing_is_claimed(string tab)
    {
        var page = Open(await ChangedAsync(), tab, First.AddTicks(-1));

        page.WaitForAssertion(() => Assert.Contains("It was not known yet", page.Find(".empty h2").TextContent, StringComparison.Ordinal));
        Assert.Contains("It was first seen on 16 Jun 2026, 12:00 UTC", page.Find(".empty").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("nothing", page.Markup, StringComparison.Ordinal);

        Navigation.NavigateTo(page.Find(".empty a").GetAttribute("href")!);

        page.WaitForAssertion(() => Assert.Contains("As it was on 16 Jun 2026, 12:00 UTC", page.Find(".notice.note").TextContent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("entitlements", false)]
    [InlineData("entitlements", true)]
    [InlineData("permissions", true)]
    public async Task After_it_was_gone_it_says_since_when_and_leads_to_what_it_last_was(string tab, bool isNow)
    {
        var id = (await ImportAsync(Reads, Role("short", Policy("reads", Reads)), Role("other"), Complete()))["short"];
        Pass();
        await ImportAsync(Role("other"), Complete());
        Pass();

        var page = Open(id, tab, isNow ? null : Second);

        page.WaitForAssertion(() => Assert.Equal(isNow ? "It is gone" : "It was gone by then", page.Find(".empty h2").TextContent));
        Assert.Contains("has been gone since 26 Jun 2026, 12:00 UTC", page.Find(".empty").TextContent, StringComparison.Ordinal);

        Navigation.NavigateTo(page.Find(".empty a").GetAttribute("href")!);

        page.WaitForAssertion(() => Assert.Contains("As it was on 26 Jun 2026, 11:59 UTC", page.Find(".notice.note").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(tab == "entitlements" ? ".panel dl" : "a.row-link")));
    }

    [Theory]
    [InlineData("yesterday", "must be a time such as 2026-06-30T12:00:00Z.")]
    [InlineData("2026-13-40T99:00", "must be a time such as 2026-06-30T12:00:00Z.")]
    [InlineData("9999-12-31T23:59:59Z", "has not come yet.")]
    public async Task A_time_that_is_none_or_not_yet_counts_as_now_and_says_so(string at, string says)
    {
        var id = await ChangedAsync();
        Navigation.NavigateTo($"/identities/{id.Value}?tab=entitlements&at={at}");

        var page = Render<IdentityPage>(p => p.Add(i => i.Id, id.Value));

        page.WaitForAssertion(() => Assert.Contains(says, page.Find(".notice.warn").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal(["changed", "given", "kept"], page.FindAll(".panel:has(dl) h2").Select(h => h.TextContent)));
    }

    [Fact]
    public async Task A_guarded_text_that_was_taken_away_since_is_read_by_a_click_that_is_recorded()
    {
        var id = await ChangedAsync();
        await PrivilegeAsync(id);
        var page = Open(id, "entitlements", Between);
        page.WaitForElement("details");
        await PanelOf(page, "taken").QuerySelector("details")!.TriggerEventAsync("ontoggle", EventArgs.Empty);
        Assert.DoesNotContain("sqs:SendMessage", page.Markup, StringComparison.Ordinal);
        Assert.Equal(0, await ReadingsAsync());

        await page.Find("[aria-label='Show the text of taken']").ClickAsync();

        page.WaitForAssertion(() => Assert.Contains("sqs:SendMessage", page.Find("pre").TextContent, StringComparison.Ordinal));
        Assert.Equal(1, await ReadingsAsync());
    }

    [Fact]
    public async Task A_guarded_statement_of_then_is_read_by_a_click_that_is_recorded()
    {
        var id = await ChangedAsync();
        await PrivilegeAsync(id);
        Navigation.NavigateTo(string.Create(CultureInfo.InvariantCulture, $"/identities/{id.Value}?tab=permissions&service=sqs&at={Between:yyyy-MM-ddTHH:mm:ss}Z"));
        var page = Render<IdentityPage>(p => p.Add(i => i.Id, id.Value));
        page.WaitForElement("[aria-label='Show JSON of Queues']");

        await page.Find("[aria-label='Show JSON of Queues']").ClickAsync();
        page.WaitForElement("[aria-label='Show the text of this policy']");
        Assert.Empty(page.FindAll("pre"));
        await page.Find("[aria-label='Show the text of this policy']").ClickAsync();

        Assert.Contains("Queues", page.WaitForElement("pre mark").TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await ReadingsAsync());
    }

    private async Task<IdentityId> ChangedAsync()
    {
        await ImportAsync(Reads, Queues, Tables, Role("worker", Policy("changed", Reads), Policy("kept", Tables), Policy("taken", Queues)), Complete());
        Pass();
        var ids = await ImportAsync(
            ReadsMore, Tables, Reads, Role("worker", Policy("changed", ReadsMore), Policy("given", Reads), Policy("kept", Tables)), Complete());
        Pass();
        return ids["worker"];
    }

    private void Pass()
    {
        Stored.Clock.Advance(Apart);
        Clock.Advance(Apart);
    }

    private IRenderedComponent<IdentityPage> Open(IdentityId id, string tab, DateTimeOffset? at)
    {
        Navigation.NavigateTo($"/identities/{id.Value}?tab={tab}" + (at is null ? null : "&at=" + at.Value.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)));
        return Render<IdentityPage>(p => p.Add(i => i.Id, id.Value));
    }

    private async Task PrivilegeAsync(IdentityId id)
    {
        var agent = An.Agent("Worker");
        await Stored.StoreAsync(agent);
        await using var db = await Stored.OpenAsync();
        await db.Identities.Where(i => i.Id == id).ExecuteUpdateAsync(u => u.SetProperty(i => i.IsAdministrator, true).SetProperty(i => i.AgentId, agent.Id));
    }

    private async Task<int> ReadingsAsync()
    {
        await using var db = await Stored.OpenAsync();
        return await db.AuditEntries.CountAsync(e => e.Action == PolicyReadings.Name);
    }

    private static IElement PanelOf(IRenderedComponent<IdentityPage> page, string entitlement) => page.Find($"section[aria-label='{entitlement}']");

    private static SnapshotItem.Document Allow(string sid, string action) =>
        Document($$"""{"Version":"2012-10-17","Statement":[{"Sid":"{{sid}}","Effect":"Allow","Action":"{{action}}","Resource":"*"}]}""");
}
