using CsCheck;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Sources;
using Portal.Tests.Support;

namespace Portal.Tests.Sources;

/// <summary>A source whose events stop for much longer than usual says so: silence is not safety.</summary>
public sealed class SourceQuietTests
{
    [Theory]
    [InlineData(5, 59, false)]
    [InlineData(5, 61, true)]
    [InlineData(60, 119, false)]
    [InlineData(60, 121, true)]
    [InlineData(1440, 2879, false)]
    [InlineData(1440, 2881, true)]
    public void Silence_is_measured_by_what_is_usual_and_an_hour_is_nothing(int everyMinutes, int silentMinutes, bool isQuiet)
    {
        var source = A.Source();
        var now = An.Instant;
        for (var i = 0; i < 20; i++)
        {
            source.EventsArrived(now += TimeSpan.FromMinutes(everyMinutes));
        }

        Assert.Equal(isQuiet, Row(source).HasGoneQuiet(now.AddMinutes(silentMinutes)));
    }

    [Fact]
    public void Of_a_source_that_sent_once_nothing_is_usual()
    {
        var source = A.Source();
        Assert.False(Row(source).HasGoneQuiet(An.Instant));

        source.EventsArrived(An.Instant);

        Assert.False(Row(source).HasGoneQuiet(An.Instant.AddYears(1)));
    }

    [Fact]
    public void One_long_pause_is_forgotten_in_weeks()
    {
        var source = A.Source();
        source.EventsArrived(An.Instant);
        var now = An.Instant.AddDays(10);
        source.EventsArrived(now);
        Assert.False(Row(source).HasGoneQuiet(now.AddDays(19)));

        for (var i = 0; i < 24 * 60; i++)
        {
            source.EventsArrived(now = now.AddHours(1));
        }

        Assert.True(Row(source).HasGoneQuiet(now.AddDays(2)));
        Assert.False(Row(source).HasGoneQuiet(now.AddHours(3)));
    }

    [Fact]
    public void What_is_usual_is_never_shorter_than_the_last_pause_nor_longer_than_the_longest() => Gen.Int[0, 1_000_000].Array[1, 40].Sample(pauses =>
    {
        var source = A.Source();
        var now = An.Instant;
        source.EventsArrived(now);
        foreach (var pause in pauses)
        {
            source.EventsArrived(now = now.AddSeconds(pause));
        }
        return source.LastEventAt == now && (source.UsualPauseSeconds ?? 0) <= pauses.Max() && (pauses[^1] == 0 || source.UsualPauseSeconds >= pauses[^1]);
    });

    [Fact]
    public void The_page_says_for_how_long_and_what_is_usual()
    {
        var row = new SourceRow(SourceId.New(), "trail", Platform.Aws, new Dictionary<string, string>(StringComparer.Ordinal), An.Instant, An.Instant, An.Instant, TimeSpan.FromMinutes(7), 1);

        Assert.Contains("None has come for 5 hours; the longest pause that is usual is 7 minutes", SourceLooks.State(row, An.Instant.AddHours(5)).Value, StringComparison.Ordinal);
        Assert.Contains("fresh", SourceLooks.State(row, An.Instant.AddMinutes(30)).Value, StringComparison.Ordinal);
    }

    private static SourceRow Row(Source source) => new(
        source.Id, source.Name, source.Platform, source.Settings, source.CreatedAt, source.LastSnapshotAt, source.LastEventAt,
        source.UsualPauseSeconds is { } pause ? TimeSpan.FromSeconds(pause) : null, 0);
}
