using Bunit;
using Portal.Data.Platforms;
using Portal.Permissions;
using static Portal.Tests.Inventory.Imports.Export;

namespace Portal.Tests.Permissions;

/// <summary>Why an identity can do what it can: statements in their JSON, and what limits took.</summary>
public sealed class PermissionsTabTests : ImportedContext
{
    private static readonly SnapshotItem.Document Given = Document("""
        {"Version":"2012-10-17","Statement":[
          {"Sid":"Lists","Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"},
          {"Sid":"Objects","Effect":"Allow","Action":["s3:GetObject","s3:PutObject","s3:DeleteObject"],"Resource":"*"}]}
        """);

    private static readonly SnapshotItem.Document Bound = Document("""
        {"Version":"2012-10-17","Statement":[
          {"Sid":"Bounds","Effect":"Allow","Action":"s3:*","Resource":"*"},
          {"Sid":"NoDeleting","Effect":"Deny","Action":"s3:Delete*","Resource":"*"}]}
        """);

    [Fact]
    public async Task A_statement_opens_its_document_with_itself_marked_and_closes_again()
    {
        var tab = await OpenAsync();
        Assert.Empty(tab.FindAll("pre"));

        await tab.Find("[aria-label='Show JSON of Objects']").ClickAsync();

        var marked = tab.WaitForElement("pre mark");
        Assert.Contains("\"Sid\": \"Objects\"", marked.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Lists", marked.TextContent, StringComparison.Ordinal);
        Assert.Contains("Lists", tab.Find("pre").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", tab.Find("[aria-label='Hide JSON of Objects']").GetAttribute("aria-expanded"));
        Assert.Equal("Marked: lines 10 to 19 of 21", tab.Find("figcaption").TextContent);

        await tab.Find("[aria-label='Hide JSON of Objects']").ClickAsync();

        Assert.Empty(tab.FindAll("pre"));
    }

    [Fact]
    public async Task A_limit_says_what_it_removed_and_shows_its_own_statement()
    {
        var tab = await OpenAsync();

        Assert.Contains("removed 1 action: s3:DeleteObject", tab.FindAll("li.trims").Select(step => step.TextContent).First(text => text.Contains("NoDeleting", StringComparison.Ordinal)), StringComparison.Ordinal);

        await tab.Find("li.trims button").ClickAsync();

        Assert.Contains("NoDeleting", tab.WaitForElement("pre mark").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_limits_take_away_stands_below_the_services()
    {
        var tab = await OpenAsync(service: null);

        var limit = tab.Find(".rows li");
        Assert.Contains("permission boundary boundary › NoDeleting", limit.TextContent, StringComparison.Ordinal);
        Assert.Contains("removed 1 action: s3:DeleteObject", limit.TextContent, StringComparison.Ordinal);

        await limit.QuerySelector("button")!.ClickAsync();

        Assert.Contains("NoDeleting", tab.WaitForElement("pre mark").TextContent, StringComparison.Ordinal);
    }

    private async Task<IRenderedComponent<PermissionsTab>> OpenAsync(string? service = "s3")
    {
        var id = (await ImportAsync(Given, Bound, Role("editor", Policy("objects", Given)), Boundary("editor", Bound), Complete()))["editor"];
        if (service is not null)
        {
            Navigation.NavigateTo($"/identities/{id.Value}?tab=permissions&service={service}");
        }
        var tab = Render<PermissionsTab>(p => p.Add(t => t.Identity, id).Add(t => t.Service, service));
        tab.WaitForElement(".panel h2, table.listing");
        return tab;
    }
}
