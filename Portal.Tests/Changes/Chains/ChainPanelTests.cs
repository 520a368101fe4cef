using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Changes;
using Portal.Data.Changes;
using Portal.Data.Changes.Chains;
using Portal.Tests.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Changes.Chains;

/// <summary>The page of an act that names no agent shows what may have led to it, hop by hop, and claims nothing.</summary>
public sealed class ChainPanelTests : SharedContext, IAsyncLifetime
{
    private TestPortalData? _stored;

    private TestPortalData Stored => _stored ?? throw new InvalidOperationException("The database is made before the test begins.");

    public async ValueTask InitializeAsync() => _stored = await TestPortalData.CreateAsync(Engine.Sqlite);

    [Fact]
    public async Task The_broken_hop_is_marked_and_leads_to_both_events()
    {
        var panel = await OpenAsync("agent invokes a function, its role deletes");

        panel.WaitForAssertion(() => Assert.NotEmpty(panel.FindAll("li.broken")));
        var broken = Assert.Single(panel.FindAll("li.broken"));
        Assert.Contains("D · behaviour", broken.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, broken.QuerySelectorAll("a[href$='#raw']").Select(a => a.GetAttribute("href")).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(["Human", "Session", "Agent", "Its call", "Broken hop", "This act"], panel.FindAll(".hop-kind").Select(k => k.TextContent));
        Assert.Contains("claims nothing for sure", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_explanations_are_both_said()
    {
        var panel = await OpenAsync("two agents invoke the same function");

        panel.WaitForAssertion(() => Assert.Equal(2, panel.FindAll("ol.hops").Count));
        Assert.Contains("nothing says which did", panel.Markup, StringComparison.Ordinal);
        Assert.Contains("Claude Code", panel.Markup, StringComparison.Ordinal);
        Assert.Contains("Kiro CLI", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_said_where_nothing_points_to_an_agent()
    {
        var panel = await OpenAsync("a source identity that differs");

        Assert.Equal(string.Empty, panel.Markup.Trim());
    }

    /// <inheritdoc/>
    protected override void Register(IServiceCollection services) => services.AddSingleton(_ => Stored.Get<ChainQueries>());

    /// <inheritdoc/>
    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        if (_stored is not null)
        {
            await _stored.DisposeAsync();
        }
    }

    private async Task<IRenderedComponent<ChainPanel>> OpenAsync(string name)
    {
        var (source, one) = (A.Source(), ChainCase.Named(name));
        await Stored.StoreAsync(source);
        await IngestEventsTests.IngestAsync(Stored, source, [.. one.Events.Select(e => e.GetRawText())]);
        await using var db = await Stored.OpenAsync();
        var id = await db.Changes.Where(c => c.EventId == one.Act).Select(c => c.Id).SingleAsync();
        return Render<ChainPanel>(p => p.Add(e => e.Change, id));
    }
}
