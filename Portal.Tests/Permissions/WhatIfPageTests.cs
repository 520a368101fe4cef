using Bunit;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Audit;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Permissions;
using Portal.Shared;
using static Portal.Tests.Inventory.Imports.Export;

namespace Portal.Tests.Permissions;

/// <summary>The page that weighs a change, over what is stored.</summary>
public sealed class WhatIfPageTests : ImportedContext
{
    private const string Less = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}""";
    private static readonly SnapshotItem.Document Both = Document("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","s3:DeleteObject"],"Resource":"*"}]}""");

    [Fact]
    public async Task An_edited_document_shows_what_would_be_lost_and_stores_nothing()
    {
        var page = await OpenAsync();
        var before = await StoredRowsAsync();
        await ChooseAsync(page);
        Assert.Contains("s3:DeleteObject", page.Find("textarea").GetAttribute("value"), StringComparison.Ordinal);

        await page.Find("textarea").ChangeAsync(Less);
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("editor would lose", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("would gain", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".permission"));
        await page.Find("details").TriggerEventAsync("ontoggle", EventArgs.Empty);
        await page.Find(".permission details").TriggerEventAsync("ontoggle", EventArgs.Empty);
        Assert.Contains("s3:DeleteObject", string.Concat(page.FindAll(".permission").Select(p => p.TextContent)), StringComparison.Ordinal);
        Assert.Equal(before, await StoredRowsAsync());
    }

    [Fact]
    public async Task The_same_change_is_weighed_for_all_that_hold_the_policy()
    {
        var page = await OpenAsync();
        await ChooseAsync(page);

        await page.Find("textarea").ChangeAsync(Less);
        await page.Find("input[type=checkbox]").ChangeAsync(true);
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal(["editor", "second"], page.FindAll(".rows a").Select(a => a.TextContent).Order(StringComparer.Ordinal)));
        Assert.DoesNotContain("would lose", page.Markup, StringComparison.Ordinal);

        await page.Find(".rows button").ClickAsync();
        Assert.Contains("would lose", page.Find(".rows li.open").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", page.Find(".rows button").GetAttribute("aria-expanded"));

        await page.Find(".rows button").ClickAsync();
        Assert.DoesNotContain("would lose", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_weighed_stands_in_the_address_without_the_document_s_text()
    {
        var page = await OpenAsync();
        await ChooseAsync(page);
        await page.Find("textarea").ChangeAsync(Less);

        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("editor would lose", page.Markup, StringComparison.Ordinal));
        Assert.EndsWith($"/what-if?change=editPolicy&policy={Policy("objects", Both).Key}", Uri.UnescapeDataString(Address), StringComparison.Ordinal);
        Assert.Equal(PrettyJson.Of(Less), PrettyJson.Of(page.Find("textarea").GetAttribute("value")!));
    }

    [Fact]
    public async Task An_address_that_says_the_change_completely_is_weighed_when_it_is_opened()
    {
        var page = await OpenAsync($"?change=detachPolicy&policy={Uri.EscapeDataString(Policy("objects", Both).Key)}&all=true");

        page.WaitForAssertion(() => Assert.Equal(["editor", "second"], page.FindAll(".rows a").Select(a => a.TextContent).Order(StringComparer.Ordinal)));
        Assert.Equal("DetachPolicy", page.Find("select").GetAttribute("value"));
    }

    [Fact]
    public async Task An_address_of_an_edit_waits_for_the_new_text_with_the_old_one_in_place()
    {
        var page = await OpenAsync($"?change=editPolicy&policy={Uri.EscapeDataString(Policy("objects", Both).Key)}");

        page.WaitForAssertion(() => Assert.Contains("s3:DeleteObject", page.Find("textarea").GetAttribute("value"), StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[aria-live=polite]"));
    }

    [Fact]
    public async Task A_malformed_document_is_refused_with_its_reason()
    {
        var page = await OpenAsync();
        await ChooseAsync(page);

        await page.Find("textarea").ChangeAsync("""{"Version":"2012-10-17","Statement":[{"Effect":"Maybe","Action":"*","Resource":"*"}]}""");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("Effect", page.Find(".notice.warn").TextContent, StringComparison.Ordinal));
        Assert.Equal("true", page.Find("textarea").GetAttribute("aria-invalid"));
    }

    private async Task<(int Entitlements, int Documents, int Entries)> StoredRowsAsync()
    {
        await using var db = await Stored.OpenAsync();
        return (await db.Entitlements.CountAsync(), await db.PolicyDocuments.CountAsync(), await db.AuditEntries.CountAsync());
    }

    private static async Task ChooseAsync(IRenderedComponent<WhatIfPage> page)
    {
        page.WaitForElement("select");
        await page.FindAll("select")[1].ChangeAsync(Policy("objects", Both).Key);
    }

    private async Task<IRenderedComponent<WhatIfPage>> OpenAsync(string query = "")
    {
        var ids = await ImportAsync(Both, Role("editor", Policy("objects", Both)), Role("second", Policy("objects", Both)), Role("nobody"), Complete());
        var id = ids["editor"].Value;
        Navigation.NavigateTo($"/identities/{id}/what-if{query}");
        return Render<WhatIfPage>(p => p.Add(w => w.Id, id));
    }
}
