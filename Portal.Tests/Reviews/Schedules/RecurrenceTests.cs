using System.Globalization;
using CsCheck;
using Portal.Data.Reviews.Schedules;

namespace Portal.Tests.Reviews.Schedules;

/// <summary>When something recurs: days that people worked out by hand, and laws over seven years in six places.</summary>
public sealed class RecurrenceTests
{
    private static readonly DateTimeOffset From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = new(2033, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Summer time in either hemisphere, of half an hour, at midnight, and none.
    private static readonly string[] Zones =
        ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Auckland", "America/Santiago", "Asia/Kolkata"];

    private static readonly Gen<Recurrence> Recurrences = Gen.Select(
        Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 6_000], Gen.Int[0, (24 * 4) - 1], Gen.Int[0, Zones.Length - 1],
        (every, day, anchor, quarter, zone) =>
        {
            var unit = every == 0 ? RecurrenceUnit.Weeks : RecurrenceUnit.Months;
            return new Recurrence(
                unit,
                every switch { 0 or 1 => 1, 2 => 3, _ => 12 },
                unit == RecurrenceUnit.Weeks ? RecurrenceDay.OfAnchor : (RecurrenceDay)day,
                new DateOnly(2020, 1, 1).AddDays(anchor),
                TimeOnly.MinValue.AddMinutes(quarter * 15),
                Zones[zone]);
        });

    [Theory]
    // Monthly on the 31st, and on the 29th of February each year: the last day where there is none, and back again.
    [InlineData(RecurrenceUnit.Months, 1, RecurrenceDay.OfAnchor, "2026-01-31", "2026-01-31 2026-02-28 2026-03-31 2026-04-30 2026-05-31")]
    [InlineData(RecurrenceUnit.Months, 12, RecurrenceDay.OfAnchor, "2028-02-29", "2028-02-29 2029-02-28 2030-02-28 2031-02-28 2032-02-29")]
    [InlineData(RecurrenceUnit.Months, 3, RecurrenceDay.OfAnchor, "2026-01-31", "2026-01-31 2026-04-30 2026-07-31 2026-10-31 2027-01-31")]
    [InlineData(RecurrenceUnit.Months, 1, RecurrenceDay.Last, "2028-01-10", "2028-01-31 2028-02-29 2028-03-31 2028-04-30 2028-05-31")]
    // The 31st of January 2026 and the 28th of February are Saturdays, the 31st of May a Sunday.
    [InlineData(RecurrenceUnit.Months, 1, RecurrenceDay.LastBusiness, "2026-01-01", "2026-01-30 2026-02-27 2026-03-31 2026-04-30 2026-05-29")]
    // The 1st of January is before the day that is counted from; the 1st of February and March 2026 are Sundays.
    [InlineData(RecurrenceUnit.Months, 1, RecurrenceDay.FirstBusiness, "2026-01-15", "2026-02-02 2026-03-02 2026-04-01 2026-05-01 2026-06-01")]
    [InlineData(RecurrenceUnit.Weeks, 2, RecurrenceDay.OfAnchor, "2026-02-20", "2026-02-20 2026-03-06 2026-03-20 2026-04-03 2026-04-17")]
    public void Days(RecurrenceUnit unit, int every, RecurrenceDay day, string anchor, string expected)
    {
        var recurrence = new Recurrence(unit, every, day, DateOnly.Parse(anchor, CultureInfo.InvariantCulture), new(9, 0), "Europe/Berlin");

        Assert.Equal(expected, string.Join(' ', recurrence.After(From).Take(5).Select(o => o.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))));
    }

    [Theory]
    // Clocks go from 2:00 to 3:00 on the 29th of March 2026: half past two is as much later as they skip.
    [InlineData("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:30:00Z")]
    // They show half past two twice on the 25th of October: it is the first.
    [InlineData("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30:00Z")]
    [InlineData("America/New_York", "2026-03-08", "02:30", "2026-03-08T07:30:00Z")]
    [InlineData("America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30:00Z")]
    // By half an hour: from 2:00 to 2:30 on the 4th of October 2026.
    [InlineData("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:45:00Z")]
    [InlineData("Asia/Kolkata", "2026-03-29", "09:00", "2026-03-29T03:30:00Z")]
    [InlineData("Pacific/Auckland", "2026-01-01", "09:00", "2025-12-31T20:00:00Z")]
    public void Times(string zone, string day, string time, string expected)
    {
        var date = DateOnly.Parse(day, CultureInfo.InvariantCulture);
        var recurrence = new Recurrence(RecurrenceUnit.Weeks, 1, RecurrenceDay.OfAnchor, date, TimeOnly.Parse(time, CultureInfo.InvariantCulture), zone);

        Assert.Equal(new Occurrence(date, DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture)), recurrence.After(From.AddDays(-2)).First());
    }

    [Fact]
    public void Over_seven_years_each_period_has_one_and_none_drifts() => Recurrences.Sample(
        recurrence =>
        {
            var all = recurrence.Between(From, To).ToList();
            var zone = TimeZoneInfo.FindSystemTimeZoneById(recurrence.TimeZone);

            Assert.Equal(PeriodsOf(recurrence), all.Select(o => o.Date).Where(d => d.Year is > 2026 and < 2032).Select(d => PeriodOf(recurrence, d)));
            Assert.True(all.Zip(all.Skip(1)).All(pair => pair.First.At < pair.Second.At), "Not in order.");
            foreach (var occurrence in all)
            {
                var local = TimeZoneInfo.ConvertTime(occurrence.At, zone).DateTime;
                var asked = occurrence.Date.ToDateTime(recurrence.Time);
                Assert.True(local == asked || (zone.IsInvalidTime(asked) && local > asked && local - asked <= TimeSpan.FromHours(1)), $"{occurrence} is {local} there.");
                Assert.Equal(TimeSpan.Zero, occurrence.At.Offset);
            }
        },
        iter: 3_000);

    [Fact]
    public void Whoever_asks_when_gets_the_same_ones() => Gen.Select(Recurrences, Gen.Int[0, 7 * 366 * 24]).Sample(
        (recurrence, hours) =>
        {
            var at = From.AddHours(hours);

            Assert.Equal(recurrence.Between(From, To).Where(o => o.At > at), recurrence.Between(at, To));
        },
        iter: 3_000);

    /// <summary>The periods of 2027 to 2031, each once, from that of the anchor on.</summary>
    private static IEnumerable<int> PeriodsOf(Recurrence recurrence)
    {
        var days = Enumerable.Range(0, 5 * 366).Select(d => new DateOnly(2027, 1, 1).AddDays(d)).Where(d => d.Year < 2032);
        // In the month of the anchor the day may be before it.
        return recurrence.Unit == RecurrenceUnit.Weeks
            ? days.Where(d => d >= recurrence.Anchor && (d.DayNumber - recurrence.Anchor.DayNumber) % 7 == 0).Select(d => PeriodOf(recurrence, d))
            : days.Where(d => MonthsFrom(recurrence, d) % recurrence.Every == 0 && d.Day == 1)
                .Select(d => (Month: d, Day: DayIn(recurrence, d)))
                .Where(m => m.Day >= recurrence.Anchor)
                .Select(m => PeriodOf(recurrence, m.Month));
    }

    // Worked out in another way than the code does: by looking at every day of the month.
    private static DateOnly DayIn(Recurrence recurrence, DateOnly month)
    {
        var days = Enumerable.Range(1, DateTime.DaysInMonth(month.Year, month.Month)).Select(d => new DateOnly(month.Year, month.Month, d)).ToList();
        var business = days.FindAll(d => d.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));
        return recurrence.Day switch
        {
            RecurrenceDay.OfAnchor => days.FindLast(d => d.Day <= recurrence.Anchor.Day),
            RecurrenceDay.Last => days[^1],
            RecurrenceDay.FirstBusiness => business[0],
            RecurrenceDay.LastBusiness => business[^1],
        };
    }

    private static int MonthsFrom(Recurrence recurrence, DateOnly day) => ((day.Year - recurrence.Anchor.Year) * 12) + day.Month - recurrence.Anchor.Month;

    private static int PeriodOf(Recurrence recurrence, DateOnly day) =>
        recurrence.Unit == RecurrenceUnit.Weeks ? day.DayNumber / 7 : (day.Year * 12) + day.Month;
}
