namespace Portal.Data.Reviews.Schedules;

/// <summary>
/// When something recurs, counted from a fixed day and never from when it last happened or ended, so that it cannot drift. The time is that of
/// clocks at a place: where they skip it, the occurrence is as much later as they skip; where they show it twice, it is the first.
/// </summary>
/// <param name="Unit">In what is counted.</param>
/// <param name="Every">Every so many of them, at least 1.</param>
/// <param name="Day">On which day of the month; weeks know only that of the anchor.</param>
/// <param name="Anchor">The day that is counted from. Nothing occurs before it.</param>
/// <param name="Time">When on that day.</param>
/// <param name="TimeZone">Where, by its IANA name.</param>
public sealed record Recurrence(RecurrenceUnit Unit, int Every, RecurrenceDay Day, DateOnly Anchor, TimeOnly Time, string TimeZone)
{
    /// <summary>The most units between two occurrences.</summary>
    public const int MostEvery = 60;

    private const int DaysAWeek = 7;

    // Counting stops where dates end; before that, nobody waits for it.
    private const int LastYear = 9_000;

    /// <summary>Occurrences after an instant, in order, without end.</summary>
    /// <exception cref="TimeZoneNotFoundException">There is no such place.</exception>
    public IEnumerable<Occurrence> After(DateTimeOffset instant)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        for (var number = NumberBefore(DateOnly.FromDateTime(instant.UtcDateTime)); ; number++)
        {
            var date = DateOf(number);
            if (date.Year >= LastYear)
            {
                yield break;
            }
            if (date >= Anchor && InstantOf(date.ToDateTime(Time), zone) is var at && at > instant)
            {
                yield return new(date, at);
            }
        }
    }

    /// <summary>Occurrences after <paramref name="from"/>, up to and with <paramref name="to"/>.</summary>
    public IEnumerable<Occurrence> Between(DateTimeOffset from, DateTimeOffset to) => After(from).TakeWhile(o => o.At <= to);

    /// <summary>The day of the occurrence with a number; the anchor's period is 0.</summary>
    private DateOnly DateOf(int number)
    {
        if (Unit == RecurrenceUnit.Weeks)
        {
            return Anchor.AddDays(number * Every * DaysAWeek);
        }
        // From the anchor each time: the 31st is the 31st again after a short month.
        var date = Anchor.AddMonths(number * Every);
        var first = new DateOnly(date.Year, date.Month, 1);
        var last = first.AddMonths(1).AddDays(-1);
        return Day switch
        {
            RecurrenceDay.OfAnchor => date,
            RecurrenceDay.Last => last,
            RecurrenceDay.FirstBusiness => first.AddDays(first.DayOfWeek switch { DayOfWeek.Saturday => 2, DayOfWeek.Sunday => 1, _ => 0 }),
            RecurrenceDay.LastBusiness => last.AddDays(last.DayOfWeek switch { DayOfWeek.Saturday => -1, DayOfWeek.Sunday => -2, _ => 0 }),
        };
    }

    /// <summary>A number whose occurrence is surely not after a day, at least 0.</summary>
    private int NumberBefore(DateOnly day)
    {
        var passed = Unit == RecurrenceUnit.Weeks
            ? (day.DayNumber - Anchor.DayNumber) / (DaysAWeek * Every)
            : (((day.Year - Anchor.Year) * 12) + day.Month - Anchor.Month) / Every;
        return Math.Max(0, passed - 1);
    }

    private static DateTimeOffset InstantOf(DateTime local, TimeZoneInfo zone)
    {
        if (zone.IsInvalidTime(local))
        {
            // By the clocks as they went before the gap: as long after its beginning as was asked for, and so past its end.
            return new DateTimeOffset(local, zone.GetUtcOffset(local.AddDays(-1))).ToUniversalTime();
        }
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
