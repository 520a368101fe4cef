using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Changes;
using Portal.Data.Inventory;
using Portal.Data.Timelines;
using Portal.Tests.Changes;
using Portal.Tests.Shared;
using Portal.Tests.Support;
using Portal.Timelines;

namespace Portal.Tests.Timelines;

/// <summary>The timeline of an identity: bars that can be chosen, a part that lives in the address, and ways to what was so at a time.</summary>
public sealed class TimelineTabTests : SharedContext, IAsyncLifetime
{
    private TestPortalData? _stored;
    private IdentityId _role;

    private TestPortalData Stored => _stored ?? throw new InvalidOperationException("The database is made before the test begins.");

    public async ValueTask InitializeAsync()
    {
        _stored = await TestPortalData.CreateAsync(Engine.Sqlite);
        var (source, role) = await IngestEventsTests.StoreRoleAsync(Stored);
        _role = role.Id;
        await IngestEventsTests.IngestAsync(Stored, source, CloudTrail.Attach("e1", An.Instant.AddHours(-30), role.Name, "A"), CloudTrail.Attach("e2", An.Instant.AddHours(-3), role.Name, "B", "AccessDenied"));
    }

    [Fact]
    public void Bars_are_links_to_their_time_and_the_same_stands_in_numbers()
    {
        var tab = Open("?tab=timeline");

        Assert.Equal(2, tab.FindAll("rect.bar-of").Count);
        Assert.All(tab.FindAll("svg a"), a => Assert.Equal("-1", a.GetAttribute("tabindex")));
        Assert.Contains(tab.FindAll("svg a"), a => a.GetAttribute("aria-label")!.EndsWith("1 gave power", StringComparison.Ordinal) && a.GetAttribute("href")!.Contains("at=", StringComparison.Ordinal));
        Assert.Contains("2 changes", tab.Find("[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Buttons_and_keys_move_the_part_that_the_address_holds()
    {
        var tab = Open("?tab=timeline&from=2026-01-01T00:00:00Z&to=2026-01-03T00:00:00Z");

        Assert.Equal(["+", "-", "[", "]"], tab.FindAll("nav a[data-keys]").Select(a => a.GetAttribute("data-keys")));
        Assert.All(tab.FindAll("nav a[data-keys]"), a => Assert.False(string.IsNullOrEmpty(a.GetAttribute("aria-label"))));
        var nearer = Uri.UnescapeDataString(tab.Find("a[data-keys='+']").GetAttribute("href")!);
        Assert.Contains("from=2026-01-01T12:00:00Z", nearer, StringComparison.Ordinal);
        Assert.Contains("to=2026-01-02T12:00:00Z", nearer, StringComparison.Ordinal);
        Assert.Contains("tab=timeline", nearer, StringComparison.Ordinal);
        Assert.Contains("by hour", tab.Find("[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chosen_time_leads_to_what_was_so_then_and_what_is_different_now()
    {
        var at = An.Instant.AddDays(-1).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var tab = Open($"?tab=timeline&at={at}");

        var addresses = tab.FindAll("a.button").Select(a => Uri.UnescapeDataString(a.GetAttribute("href")!)).ToList();
        Assert.Contains($"/identities/{_role.Value}?tab=permissions&at={at}", addresses);
        Assert.Contains($"/identities/{_role.Value}?tab=entitlements&at={at}", addresses);
        Assert.Contains($"/permissions/difference?identity={_role.Value}&from={at}", addresses);
        Assert.Single(tab.FindAll("line.point"));
    }

    [Fact]
    public void An_address_that_makes_no_sense_shows_what_is_usual()
    {
        var tab = Open("?tab=timeline&from=yesterday&to=9999-12-31T23:59:59Z&at=never");

        Assert.NotEmpty(tab.FindAll("svg a"));
        Assert.Empty(tab.FindAll("line.point"));
    }

    /// <inheritdoc/>
    protected override void Register(IServiceCollection services) => services
        .AddSingleton(_ => Stored.Get<TimelineQueries>())
        .AddSingleton(_ => Stored.Get<ChangeQueries>())
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

    private IRenderedComponent<TimelineTab> Open(string query)
    {
        Navigation.NavigateTo($"/identities/{_role.Value}{query}");
        var tab = Render<TimelineTab>(p => p.Add(t => t.Identity, _role));
        tab.WaitForState(() => tab.FindAll("svg").Count > 0);
        return tab;
    }
}
