using Bunit;
using Portal.Data.Platforms;
using static Portal.Tests.Inventory.Imports.Export;
using WhoCanPage = Portal.Permissions.WhoCanPage;

namespace Portal.Tests.Permissions;

/// <summary>The page that says who can do something, over what is stored.</summary>
public sealed class WhoCanPageTests : ImportedContext
{
    private static readonly SnapshotItem.Document Read = Document("""{"Version":"2012-10-17","Statement":[{"Sid":"Read","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::records/*"}]}""");
    private static readonly SnapshotItem.Document Become = Document($$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"{{Arn("reader")}}"}]}""");
    private static readonly SnapshotItem.Document Trusting = Document($$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{Account}}:root"},"Action":"sts:AssumeRole"}]}""");

    [Fact]
    public async Task The_address_asks_and_ways_through_others_are_shown()
    {
        await ImportAsync(Read, Become, Trusting, Role("reader", Policy("read", Read)), Role("climber", Policy("become", Become)), Role("nobody"), Trust("reader", Trusting), Complete());

        Navigation.NavigateTo("/permissions/who-can?action=s3:GetObject&resource=arn:aws:s3:::records/2026");
        var page = Render<WhoCanPage>();

        page.WaitForAssertion(() => Assert.Equal("2 identities", page.Find(".filters [role=status]").TextContent));
        Assert.Equal(["climber", "reader"], page.FindAll("td.card-title > a").Select(a => a.TextContent));
        Assert.Equal(["as reader", "by itself"], page.FindAll("summary").Select(s => s.TextContent));
        Assert.Equal("s3:GetObject", page.Find("input.mono").GetAttribute("value"));
    }

    [Fact]
    public async Task A_question_is_put_into_the_address_and_nonsense_is_said_to_be_none()
    {
        await ImportAsync(Role("nobody"), Complete());
        Navigation.NavigateTo("/permissions/who-can");
        var page = Render<WhoCanPage>();

        await page.Find("input.mono").InputAsync("nonsense");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("is not an action", page.Find(".notice").TextContent, StringComparison.Ordinal));
        Assert.Equal("permissions/who-can?action=nonsense", Address);

        await page.Find("input.mono").InputAsync("s3:GetObject");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("No identity can do this", page.Markup, StringComparison.Ordinal));
    }
}
