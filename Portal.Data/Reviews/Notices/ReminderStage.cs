namespace Portal.Data.Reviews.Notices;

/// <summary>
/// Which reminder is due on a day, counted in days where the reviewer is: seven, three and one day before the last day for answers, and the
/// day after it. A portal that was away on such a day sends it on the next, and never two for one campaign.
/// </summary>
/// <param name="Kind">What the reminder says.</param>
/// <param name="Since">The day from which on it is due; whoever was told anything about the campaign since then was told enough.</param>
public sealed record ReminderStage(NoticeKind Kind, DateOnly Since)
{
    /// <summary>The stage at <paramref name="now"/>, or null before the first.</summary>
    /// <param name="dueAt">Up to, not including, when answers are due.</param>
    /// <param name="zone">Where the reviewer is.</param>
    /// <param name="now">The time.</param>
    public static ReminderStage? Of(DateTimeOffset dueAt, TimeZoneInfo zone, DateTimeOffset now)
    {
        // Due at midnight means the day before: the last moment is what counts.
        var lastDay = DayOf(dueAt.AddTicks(-1), zone);
        return (lastDay.DayNumber - DayOf(now, zone).DayNumber) switch
        {
            < 0 => new(NoticeKind.Overdue, lastDay.AddDays(1)),
            <= 1 => new(NoticeKind.OneDayLeft, lastDay.AddDays(-1)),
            <= 3 => new(NoticeKind.ThreeDaysLeft, lastDay.AddDays(-3)),
            <= 7 => new(NoticeKind.SevenDaysLeft, lastDay.AddDays(-7)),
            _ => null,
        };
    }

    /// <summary>The day that it is in <paramref name="zone"/>.</summary>
    public static DateOnly DayOf(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
}
