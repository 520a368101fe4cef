using Bunit;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Audit;
using Portal.Data.Inventory;
using Portal.Data.Permissions.Reading;
using Portal.Data.Platforms;
using Portal.Permissions;
using Portal.Tests.Support;
using static Portal.Tests.Inventory.Imports.Export;

namespace Portal.Tests.Permissions.Reading;

/// <summary>Pages show a privileged agent's policy when somebody asks for it, and not before.</summary>
public sealed class GuardedPagesTests : ImportedContext
{
    private static readonly SnapshotItem.Document Given = Document("""{"Version":"2012-10-17","Statement":[{"Sid":"Everything","Effect":"Allow","Action":["s3:GetObject","s3:PutObject","s3:DeleteObject"],"Resource":"*"}]}""");

    [Fact]
    public async Task The_text_of_an_entitlement_is_read_by_a_click_and_once()
    {
        var id = await PrivilegedAsync();
        var tab = Render<EntitlementsTab>(p => p.Add(t => t.Identity, id));
        tab.WaitForElement("details");
        await tab.Find("details").TriggerEventAsync("ontoggle", EventArgs.Empty);
        Assert.DoesNotContain("Everything", tab.Markup, StringComparison.Ordinal);
        tab.Render();
        Assert.Equal(0, await ReadingsAsync());

        await tab.Find("[aria-label='Show the text of objects']").ClickAsync();

        tab.WaitForAssertion(() => Assert.Contains("Everything", tab.Find("pre").TextContent, StringComparison.Ordinal));
        tab.Render();
        Assert.Equal(1, await ReadingsAsync());
    }

    [Fact]
    public async Task A_statement_on_a_path_is_read_by_a_click()
    {
        var id = await PrivilegedAsync();
        Navigation.NavigateTo($"/identities/{id.Value}?tab=permissions&service=s3");
        var tab = Render<PermissionsTab>(p => p.Add(t => t.Identity, id).Add(t => t.Service, "s3"));
        tab.WaitForElement("[aria-label='Show JSON of Everything']");

        await tab.Find("[aria-label='Show JSON of Everything']").ClickAsync();
        tab.WaitForElement("[aria-label='Show the text of this policy']");
        Assert.Empty(tab.FindAll("pre"));
        Assert.Equal(0, await ReadingsAsync());
        await tab.Find("[aria-label='Show the text of this policy']").ClickAsync();

        Assert.Contains("Everything", tab.WaitForElement("pre mark").TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await ReadingsAsync());
    }

    [Fact]
    public async Task The_form_that_edits_a_policy_takes_its_text_up_by_a_click()
    {
        var id = await PrivilegedAsync();
        Navigation.NavigateTo($"/identities/{id.Value}/what-if?change=editPolicy&policy={Uri.EscapeDataString(Policy("objects", Given).Key)}");
        var page = Render<WhatIfPage>(p => p.Add(w => w.Id, id.Value));
        page.WaitForElement("[aria-label='Show the text of the present policy']");
        Assert.DoesNotContain("Everything", page.Markup, StringComparison.Ordinal);
        Assert.Equal(0, await ReadingsAsync());

        await page.Find("[aria-label='Show the text of the present policy']").ClickAsync();

        page.WaitForAssertion(() => Assert.Contains("Everything", page.Find("textarea").GetAttribute("value"), StringComparison.Ordinal));
        Assert.Equal(1, await ReadingsAsync());
    }

    [Fact]
    public async Task The_statements_that_decided_are_read_by_a_click()
    {
        var id = await PrivilegedAsync();
        Navigation.NavigateTo($"/permissions?identity={id.Value}&action=s3:GetObject");
        var page = Render<CheckPage>();
        page.WaitForElement("[aria-label='Show the text of the statements']");
        Assert.Empty(page.FindAll("article pre"));
        Assert.Equal(0, await ReadingsAsync());

        await page.Find("[aria-label='Show the text of the statements']").ClickAsync();

        page.WaitForAssertion(() => Assert.Contains("Everything", page.Find("article pre").TextContent, StringComparison.Ordinal));
        Assert.Equal(1, await ReadingsAsync());
    }

    private async Task<IdentityId> PrivilegedAsync()
    {
        var id = (await ImportAsync(Given, Role("editor", Policy("objects", Given)), Complete()))["editor"];
        var agent = An.Agent("Editor");
        await Stored.StoreAsync(agent);
        await using var db = await Stored.OpenAsync();
        await db.Identities.Where(i => i.Id == id).ExecuteUpdateAsync(u => u.SetProperty(i => i.IsAdministrator, true).SetProperty(i => i.AgentId, agent.Id));
        return id;
    }

    private async Task<int> ReadingsAsync()
    {
        await using var db = await Stored.OpenAsync();
        return await db.AuditEntries.CountAsync(e => e.Action == PolicyReadings.Name);
    }
}
