using Portal.Data.Reviews.Notices;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews.Notices;

/// <summary>Which reminder a day calls for, in the reviewer's own days.</summary>
public sealed class ReminderStageTests
{
    // The end of 30 June in Berlin.
    private static readonly DateTimeOffset Due = new(2026, 6, 30, 22, 0, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData(22, null)]
    [InlineData(23, NoticeKind.SevenDaysLeft)]
    [InlineData(26, NoticeKind.SevenDaysLeft)]
    [InlineData(27, NoticeKind.ThreeDaysLeft)]
    [InlineData(28, NoticeKind.ThreeDaysLeft)]
    [InlineData(29, NoticeKind.OneDayLeft)]
    [InlineData(30, NoticeKind.OneDayLeft)]
    public void Each_day_of_June(int day, NoticeKind? expected) =>
        Assert.Equal(expected, ReminderStage.Of(Due, Berlin, new DateTimeOffset(2026, 6, day, 6, 0, 0, TimeSpan.Zero))?.Kind);

    [Fact]
    public void The_day_after_it_is_overdue()
    {
        Assert.Equal(NoticeKind.OneDayLeft, ReminderStage.Of(Due, Berlin, Due.AddTicks(-1))!.Kind);
        Assert.Equal(new(NoticeKind.Overdue, new DateOnly(2026, 7, 1)), ReminderStage.Of(Due, Berlin, Due));
        Assert.Equal(new(NoticeKind.Overdue, new DateOnly(2026, 7, 1)), ReminderStage.Of(Due, Berlin, Due.AddDays(40)));
    }

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("America/Santiago")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Asia/Kathmandu")]
    [InlineData("Pacific/Kiritimati")]
    public void Through_two_years_and_every_change_of_the_clocks_each_reminder_has_its_day_once(string id)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(id);
        for (var due = An.Instant; due < An.Instant.AddYears(2); due = due.AddDays(1))
        {
            var kinds = Enumerable.Range(-12 * 24, 16 * 24)
                .Select(hour => due.AddHours(hour))
                .GroupBy(at => ReminderStage.DayOf(at, zone))
                .Select(day => day.Select(at => ReminderStage.Of(due, zone, at)?.Kind).Distinct().ToList())
                .ToList();

            Assert.All(kinds, ofOneDay => Assert.Single(ofOneDay));
            var inOrder = kinds.Select(k => k[0]).OfType<NoticeKind>().ToList();
            Assert.Equal([NoticeKind.SevenDaysLeft, NoticeKind.ThreeDaysLeft, NoticeKind.OneDayLeft, NoticeKind.Overdue], inOrder.Distinct());
            Assert.Equal((4, 2, 2), (inOrder.Count(k => k == NoticeKind.SevenDaysLeft), inOrder.Count(k => k == NoticeKind.ThreeDaysLeft), inOrder.Count(k => k == NoticeKind.OneDayLeft)));
        }
    }
}
