using Bunit;
using Portal.Changes;
using Portal.Data.Changes.Rates;
using Portal.Data.Platforms;
using Portal.Tests.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Changes;

/// <summary>The chart says in words and numbers what its bars show.</summary>
public sealed class RatesChartTests : SharedContext
{
    [Fact]
    public void Bars_share_one_scale_and_the_whole_is_said_in_words()
    {
        var chart = Render<RatesChart>(p => p.Add(c => c.Rates, new ChangeRates(
        [
            new(An.Instant, [new(ChangeKind.PermissionGained, 3, 1), new(ChangeKind.Activity, 5, 0)]),
            new(An.Instant.AddHours(1), []),
            new(An.Instant.AddHours(2), [new(ChangeKind.PermissionLost, 4, 0)]),
        ])));

        Assert.Equal("Changes of the last 3 hours: 0 destructive, 3 gave power, 4 took power, 5 other", chart.Find(".rates").GetAttribute("aria-label"));
        Assert.Equal(["height:37.5%", "height:62.5%", "height:50%"], chart.FindAll(".rates i").Select(i => i.GetAttribute("style")));
        Assert.EndsWith(": nothing", chart.FindAll(".rates > span")[1].GetAttribute("title"), StringComparison.Ordinal);
        Assert.Contains("1 only tried", string.Join(' ', chart.FindAll(".legend li").Select(li => li.TextContent)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_day_without_changes_has_no_bars()
    {
        var chart = Render<RatesChart>(p => p.Add(c => c.Rates, new ChangeRates([new(An.Instant, [])])));

        Assert.Empty(chart.FindAll(".rates i"));
    }
}
