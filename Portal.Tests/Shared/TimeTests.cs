using Bunit;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Shared;

/// <summary>Instants stand in the reader's zone, with UTC on hover.</summary>
public sealed class TimeTests : SharedContext
{
    private static readonly DateTimeOffset Summer = new(2026, 7, 1, 22, 30, 15, TimeSpan.Zero);

    [Theory]
    [InlineData(TimeForm.Minute, "2 Jul 2026, 00:30")]
    [InlineData(TimeForm.Exact, "2 Jul 2026, 00:30:15")]
    [InlineData(TimeForm.Date, "2 Jul 2026")]
    public void It_is_written_where_the_reader_is_and_in_UTC_on_hover(TimeForm form, string text)
    {
        var time = Render<Time>(p => p.Add(t => t.At, Summer).Add(t => t.Form, form)).Find("time");

        Assert.Equal(text, time.TextContent);
        Assert.Equal("2026-07-01T22:30:15Z", time.GetAttribute("datetime"));
        Assert.Equal("2026-07-01 22:30:15 UTC · 2 Jul 2026, 00:30:15 Europe/Zurich", time.GetAttribute("title"));
    }

    [Theory]
    [InlineData(-20, "just now")]
    [InlineData(-60, "1 min ago")]
    [InlineData(-3_600 * 23, "23 h ago")]
    [InlineData(-3_600 * 24 * 30, "30 d ago")]
    [InlineData(3_600 * 24 * 2, "in 2 d")]
    public void What_is_near_is_said_from_now(int seconds, string text) =>
        Assert.Equal(text, Render<Time>(p => p.Add(t => t.At, An.Instant.AddSeconds(seconds))).Find("time[data-relative]").TextContent);

    [Fact]
    public void What_is_far_is_a_date()
    {
        var time = Render<Time>(p => p.Add(t => t.At, An.Instant.AddDays(-31))).Find("time");

        Assert.False(time.HasAttribute("data-relative"));
        Assert.Equal(ReaderZone.Of("Europe/Zurich").WriteDate(An.Instant.AddDays(-31)), time.TextContent);
    }

    [Fact]
    public void No_instant_is_said_in_words() => Assert.Equal("not yet", Render<Time>(p => p.Add(t => t.At, null).Add(t => t.Otherwise, "not yet")).Find(".quiet").TextContent);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Middle/Earth")]
    [InlineData("../../etc/localtime")]
    public void A_zone_that_is_none_is_UTC(string? id) => Assert.Equal(ReaderZone.Utc, ReaderZone.Of(id));
}
