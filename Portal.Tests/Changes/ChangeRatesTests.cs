using Portal.Changes;
using Portal.Data.Access;
using Portal.Data.Changes.Rates;
using Portal.Data.Platforms;
using Portal.Tests.Support;

namespace Portal.Tests.Changes;

/// <summary>How many changes happened when, counted while they are stored.</summary>
public sealed class ChangeRatesTests
{
    private static readonly Caller By = Caller.System("tests");

    [Theory, OnEachEngine]
    public async Task Each_event_counts_once_in_the_hour_in_which_it_happened(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, role) = await IngestEventsTests.StoreRoleAsync(data);
        string[] told =
        [
            CloudTrail.Attach("now", An.Instant, role.Name, "A"),
            CloudTrail.Attach("also", An.Instant.AddMinutes(-1), role.Name, "B"),
            CloudTrail.Attach("earlier", An.Instant.AddHours(-2), role.Name, "C"),
            CloudTrail.Attach("tried", An.Instant.AddHours(-2), role.Name, "D", error: "AccessDenied"),
            CloudTrail.Attach("long ago", An.Instant.AddDays(-3), role.Name, "E"),
        ];
        await IngestEventsTests.IngestAsync(data, source, told);
        await IngestEventsTests.IngestAsync(data, source, [.. told, CloudTrail.Put("late", An.Instant.AddHours(-2), role.Name, "F", "{}")]);

        var rates = await data.Get<ChangeRateQueries>().ReadAsync(24, By, TestContext.Current.CancellationToken);

        Assert.Equal(24, rates.Hours.Count);
        Assert.All(rates.Hours.Zip(rates.Hours.Skip(1)), pair => Assert.Equal(pair.First.Hour.AddHours(1), pair.Second.Hour));
        Assert.Equal(4, rates.Done([.. Enum.GetValues<ChangeKind>()]));
        Assert.Equal(1, rates.Failed);
        var earlier = rates.Hours.Single(h => h.Hour <= An.Instant.AddHours(-2) && An.Instant.AddHours(-2) < h.Hour.AddHours(1));
        Assert.Equal((2, 1), (earlier.Kinds.Sum(k => k.Done), earlier.Kinds.Sum(k => k.Failed)));
    }

    [Fact]
    public void Every_kind_is_in_one_band() =>
        Assert.Equal(Enum.GetValues<ChangeKind>(), RateBand.All.SelectMany(b => b.Kinds).Order());
}
