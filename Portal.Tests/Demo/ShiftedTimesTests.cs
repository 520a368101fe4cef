using System.Text;
using Portal.Demo;

namespace Portal.Tests.Demo;

/// <summary>How times in files are moved.</summary>
public sealed class ShiftedTimesTests
{
    [Theory]
    [InlineData("""{"at":"2026-11-20T16:00:00Z"}""", """{"at":"2026-11-22T16:00:05Z"}""")]
    [InlineData("""{"at": "2026-12-31T23:59:58+00:00", "n": 1}""", """{"at": "2027-01-03T00:00:03+00:00", "n": 1}""")]
    [InlineData("""["2026-11-20T16:00:00Z","2026-11-20T16:00:00Z"]""", """["2026-11-22T16:00:05Z","2026-11-22T16:00:05Z"]""")]
    public void Times_move(string json, string expected) => Assert.Equal(expected, Shifted(json));

    [Theory]
    [InlineData("""{"Version":"2012-10-17"}""")]
    [InlineData("""{"at":"2026-11-20T16:00:00"}""")]
    [InlineData("""{"at":"2026-13-20T16:00:00Z"}""")]
    [InlineData("""{"text":"seen on 2026-11-20T16:00:00Z"}""")]
    [InlineData("""{"at":"2026-11-20T16:00:00.123Z"}""")]
    [InlineData("\"2026-11-20T16:00:00")]
    [InlineData("\"")]
    [InlineData("")]
    public void What_is_no_time_of_its_own_stays(string json) => Assert.Equal(json, Shifted(json));

    private static string Shifted(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        ShiftedTimes.Shift(bytes, new TimeSpan(2, 0, 0, 5));
        return Encoding.UTF8.GetString(bytes);
    }
}
