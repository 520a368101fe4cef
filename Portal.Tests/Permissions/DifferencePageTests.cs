using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Inventory.Imports;
using Portal.Data.Permissions;
using Portal.Data.Platforms;
using Portal.Data.Storage;
using Portal.Permissions;
using Portal.Tests.Shared;
using Portal.Tests.Support;
using static Portal.Tests.Inventory.Imports.Export;

namespace Portal.Tests.Permissions;

/// <summary>The page that compares permissions, over what is stored.</summary>
public sealed class DifferencePageTests : SharedContext
{
    private const string Reading = """{"Effect":"Allow","Action":["s3:GetObject"],"Resource":"arn:aws:s3:::records/*"}""";
    private const string Listing = """{"Effect":"Allow","Action":["s3:ListAllMyBuckets"],"Resource":"*"}""";
    private static readonly SnapshotItem.Document One = Document($$"""{"Version":"2012-10-17","Statement":[{{Reading}},{{Listing}}]}""");
    private static readonly SnapshotItem.Document Reordered = Document($$"""{"Version":"2012-10-17","Statement":[{{Listing}},{{Reading}}]}""");
    private static readonly SnapshotItem.Document Less = Document($$"""{"Version":"2012-10-17","Statement":[{{Listing}}]}""");
    private readonly ScriptedPlatform _platform = new();
    private TestPortalData? _portal;

    [Fact]
    public async Task A_reordered_document_is_no_difference_and_a_missing_statement_is_one()
    {
        await using var portal = await TestPortalData.CreateAsync(Engine.Sqlite, _platform.Register);
        _platform.Items = [One, Reordered, Less, Role("one", Policy("p", One)), Role("same", Policy("p", Reordered)), Role("less", Policy("p", Less)), Complete()];
        Assert.Equal(
            Imported.Done,
            (await portal.Get<ImportSnapshot>().RunAsync(new ImportRequest("source", Platform.Aws, [], AcceptLoss: true), Caller.System("test"), progress: null, CancellationToken.None)).Outcome);
        _portal = portal;
        await using var db = await portal.Get<IDbContextFactory<GovernanceDb>>().CreateDbContextAsync(Xunit.TestContext.Current.CancellationToken);
        var ids = await db.Set<Identity>().ToDictionaryAsync(i => i.Name, i => i.Id.Value, Xunit.TestContext.Current.CancellationToken);
        Render<MudPopoverProvider>();

        Navigation.NavigateTo($"/permissions/difference?identity={ids["one"]}&other={ids["same"]}");
        var page = Render<DifferencePage>();

        page.WaitForAssertion(() => Assert.Contains("No difference", page.Markup, StringComparison.Ordinal));

        Navigation.NavigateTo($"/permissions/difference?identity={ids["one"]}&other={ids["less"]}");

        page.WaitForAssertion(() => Assert.Contains("Only the first can", page.Find(".panel-head").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("Only the other can", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".permission"));
        await page.Find("details").TriggerEventAsync("ontoggle", EventArgs.Empty);
        Assert.Contains("Read", page.Find(".permission").TextContent, StringComparison.Ordinal);
        await page.Find(".permission details").TriggerEventAsync("ontoggle", EventArgs.Empty);
        Assert.Contains("s3:GetObject", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("s3:ListAllMyBuckets", page.Markup, StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    protected override void Register(IServiceCollection services)
    {
        services.AddSingleton(_ => _portal!.Get<PermissionQueries>());
        services.AddSingleton(_ => _portal!.Get<IdentityQueries>());
    }
}
