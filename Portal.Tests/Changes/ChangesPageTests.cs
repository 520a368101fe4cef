using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using Portal.Changes;
using Portal.Data.Changes;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Data.Sources;
using Portal.Tests.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Changes;

/// <summary>The live list: what arrives is announced and moves nothing, and who is far behind is asked to read again.</summary>
public sealed class ChangesPageTests : SharedContext, IAsyncLifetime
{
    private TestPortalData? _stored;
    private Source _source = null!;
    private Identity _role = null!;

    private TestPortalData Stored => _stored ?? throw new InvalidOperationException("The database is made before the test begins.");

    public async ValueTask InitializeAsync()
    {
        _stored = await TestPortalData.CreateAsync(Engine.Sqlite);
        (_source, _role) = await IngestEventsTests.StoreRoleAsync(Stored);
        await IngestEventsTests.IngestAsync(Stored, _source, CloudTrail.Attach("first", An.Instant.AddHours(-1), _role.Name, "A"));
    }

    [Fact]
    public async Task What_arrives_is_announced_and_shown_when_the_reader_asks()
    {
        var page = Open("/changes");

        await ArriveAsync(3);

        page.WaitForAssertion(() => Assert.Equal("3 new changes", page.Find("button[data-keys='n']").TextContent));
        Assert.Single(page.FindAll("tbody tr"));
        await page.Find("button[data-keys='n']").ClickAsync(new());
        page.WaitForAssertion(() => Assert.True(page.FindAll("tbody tr").Count > 1));
        Assert.Empty(page.FindAll("button[data-keys='n']"));
    }

    [Fact]
    public async Task Who_is_too_far_behind_is_asked_to_read_again()
    {
        var page = Open("/changes");

        await ArriveAsync(RecentChanges.Kept + 1);

        page.WaitForAssertion(() => Assert.Equal("Read again", page.Find("button[data-keys='n']").TextContent));
        await page.Find("button[data-keys='n']").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("button[data-keys='n']")));
    }

    [Fact]
    public async Task While_it_is_paused_nothing_is_announced()
    {
        var page = Open("/changes");
        await page.Find("button[data-keys='p']").ClickAsync(new());

        await ArriveAsync(2);

        page.WaitForAssertion(() => Assert.Equal("Paused", page.Find("[role=status] .chip").TextContent));
        Assert.Empty(page.FindAll("button[data-keys='n']"));
        await page.Find("button[data-keys='p']").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal("2 new changes", page.Find("button[data-keys='n']").TextContent));
    }

    [Fact]
    public async Task An_agent_in_the_address_is_named_in_its_filter()
    {
        var agent = An.Agent();
        await Stored.StoreAsync(agent);

        var page = Open($"/changes?agent={agent.Id.Value}");

        page.WaitForAssertion(() => Assert.Equal(agent.Name, page.Find(".agent input").GetAttribute("value")));
        Assert.Contains($"agent={agent.Id.Value}", page.Find("a[download]").GetAttribute("href"), StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    protected override void Register(IServiceCollection services) => services
        .AddSingleton(_ => Stored.Get<ChangeQueries>())
        .AddSingleton(_ => Stored.Get<AgentQueries>())
        .AddSingleton(_ => Stored.Get<RecentChanges>());

    /// <inheritdoc/>
    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        if (_stored is not null)
        {
            await _stored.DisposeAsync();
        }
    }

    private IRenderedComponent<ChangesPage> Open(string address)
    {
        Render<MudPopoverProvider>();
        Navigation.NavigateTo(address);
        var page = Render<ChangesPage>();
        page.WaitForState(() => page.FindAll("[role=status]").Count > 0 && page.FindAll(".skeleton").Count == 0);
        return page;
    }

    private async Task ArriveAsync(int count)
    {
        await IngestEventsTests.IngestAsync(Stored, _source, [.. Enumerable.Range(0, count).Select(i => CloudTrail.Attach($"live-{i}", An.Instant.AddSeconds(i), _role.Name, "B"))]);
        Feed.Publish(Topic.Changes);
    }
}
