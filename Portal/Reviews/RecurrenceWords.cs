using System.Globalization;
using Portal.Data.Reviews.Schedules;

namespace Portal.Reviews;

/// <summary>Says a recurrence: <c>quarterly on the last business day at 09:00, Europe/Berlin</c>.</summary>
internal static class RecurrenceWords
{
    /// <summary>The recurrence in words.</summary>
    public static string Say(Recurrence recurrence) => string.Create(
        CultureInfo.InvariantCulture, $"{Often(recurrence.Unit, recurrence.Every)} {On(recurrence)} at {recurrence.Time:HH:mm}, {recurrence.TimeZone}");

    /// <summary>How often.</summary>
    public static string Often(RecurrenceUnit unit, int every) => (unit, every) switch
    {
        (RecurrenceUnit.Weeks, 1) => "weekly",
        (RecurrenceUnit.Weeks, _) => $"every {every.ToString(CultureInfo.InvariantCulture)} weeks",
        (RecurrenceUnit.Months, 1) => "monthly",
        (RecurrenceUnit.Months, 3) => "quarterly",
        (RecurrenceUnit.Months, 6) => "every half year",
        (RecurrenceUnit.Months, 12) => "yearly",
        (RecurrenceUnit.Months, _) => $"every {every.ToString(CultureInfo.InvariantCulture)} months",
    };

    /// <summary>On which day of its month.</summary>
    public static string Word(RecurrenceDay day) => day switch
    {
        RecurrenceDay.OfAnchor => "on the day that is counted from",
        RecurrenceDay.Last => "on the last day of the month",
        RecurrenceDay.FirstBusiness => "on the first business day of the month",
        RecurrenceDay.LastBusiness => "on the last business day of the month",
    };

    private static string On(Recurrence recurrence) => recurrence switch
    {
        { Unit: RecurrenceUnit.Weeks } => string.Create(CultureInfo.InvariantCulture, $"on {recurrence.Anchor:dddd}"),
        { Day: RecurrenceDay.OfAnchor, Every: 12 } => string.Create(CultureInfo.InvariantCulture, $"on {recurrence.Anchor:d MMMM}"),
        { Day: RecurrenceDay.OfAnchor } => string.Create(CultureInfo.InvariantCulture, $"on day {recurrence.Anchor.Day}, counted from {recurrence.Anchor:MMMM yyyy}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Word(recurrence.Day)}, counted from {recurrence.Anchor:MMMM yyyy}"),
    };
}
