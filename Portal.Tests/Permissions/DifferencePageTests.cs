using Bunit;
using MudBlazor;
using Portal.Data.Platforms;
using Portal.Permissions;
using static Portal.Tests.Inventory.Imports.Export;

namespace Portal.Tests.Permissions;

/// <summary>The page that compares permissions, over what is stored.</summary>
public sealed class DifferencePageTests : ImportedContext
{
    private const string Reading = """{"Effect":"Allow","Action":["s3:GetObject"],"Resource":"arn:aws:s3:::records/*"}""";
    private const string Listing = """{"Effect":"Allow","Action":["s3:ListAllMyBuckets"],"Resource":"*"}""";
    private static readonly SnapshotItem.Document One = Document($$"""{"Version":"2012-10-17","Statement":[{{Reading}},{{Listing}}]}""");
    private static readonly SnapshotItem.Document Reordered = Document($$"""{"Version":"2012-10-17","Statement":[{{Listing}},{{Reading}}]}""");
    private static readonly SnapshotItem.Document Less = Document($$"""{"Version":"2012-10-17","Statement":[{{Listing}}]}""");

    [Fact]
    public async Task A_reordered_document_is_no_difference_and_a_missing_statement_is_one()
    {
        var ids = await ImportAsync(One, Reordered, Less, Role("one", Policy("p", One)), Role("same", Policy("p", Reordered)), Role("less", Policy("p", Less)), Complete());
        Render<MudPopoverProvider>();

        Navigation.NavigateTo($"/permissions/difference?identity={ids["one"].Value}&other={ids["same"].Value}");
        var page = Render<DifferencePage>();

        page.WaitForAssertion(() => Assert.Contains("No difference", page.Markup, StringComparison.Ordinal));

        Navigation.NavigateTo($"/permissions/difference?identity={ids["one"].Value}&other={ids["less"].Value}");

        page.WaitForAssertion(() => Assert.Contains("Only the first can", page.Find(".panel-head").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("Only the other can", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".permission"));
        await page.Find("details").TriggerEventAsync("ontoggle", EventArgs.Empty);
        Assert.Contains("Read", page.Find(".permission").TextContent, StringComparison.Ordinal);
        await page.Find(".permission details").TriggerEventAsync("ontoggle", EventArgs.Empty);
        Assert.Contains("s3:GetObject", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("s3:ListAllMyBuckets", page.Markup, StringComparison.Ordinal);
    }
}
