using CsCheck;
using Portal.Data.Timelines;
using Portal.Tests.Support;

namespace Portal.Tests.Timelines;

/// <summary>Whatever an address asks for, the axis has whole steps, few of them, and holds what was asked for.</summary>
public sealed class TimelineRangeTests
{
    private static readonly DateTimeOffset?[] Ends = [DateTimeOffset.MinValue, DateTimeOffset.MaxValue];

    private static readonly Gen<DateTimeOffset?> Time = Gen.Frequency(
        (1, Gen.Const((DateTimeOffset?)null)),
        (6, Gen.Long[-40L * 365 * TimeSpan.TicksPerDay, 2 * 365 * TimeSpan.TicksPerDay].Select(t => (DateTimeOffset?)An.Instant.AddTicks(t))),
        (6, Gen.Long[-10 * TimeSpan.TicksPerDay, TimeSpan.TicksPerDay].Select(t => (DateTimeOffset?)An.Instant.AddTicks(t))),
        (1, Gen.OneOf(Ends)));

    [Fact]
    public void It_has_whole_steps_and_holds_what_was_asked_for() => Gen.Select(Time, Time).Sample(
        (from, to) =>
        {
            var range = TimelineRange.Of(from, to, An.Instant);

            Assert.InRange(range.Steps, 1, 123);
            Assert.Equal(range.To - range.From, range.Steps * range.Step);
            Assert.True(range.To - range.From >= TimelineRange.Shortest);
            Assert.Equal(range.IsByHour, range.Step == TimeSpan.FromHours(1));
            Assert.Equal(0, range.From.UtcTicks % (range.IsByHour ? TimeSpan.TicksPerHour : TimeSpan.TicksPerDay));
            if (from is { } begin && to is { } end && begin < end && end - begin <= TimelineRange.Longest && begin.Year > 1950 && end.Year < 2100)
            {
                Assert.True(range.From <= begin && range.To >= end, $"{begin:O} to {end:O} is {range.From:O} to {range.To:O}");
                Assert.InRange(range.StepOf(begin), 0, range.Steps - 1);
            }
        },
        iter: 5_000);

    [Fact]
    public void Moves_lead_to_ranges_that_are_ranges_again() => Gen.Select(Time, Time).Sample(
        (from, to) =>
        {
            var range = TimelineRange.Of(from, to, An.Instant);

            foreach (var (begin, end) in new[] { range.Nearer(), range.Farther(), range.Earlier(), range.Later() })
            {
                Assert.True(begin <= end, $"{begin:O} to {end:O}");
                // Where the calendar ends, moving ends too.
                Assert.True(end - begin >= TimelineRange.Shortest || range.To.Year is < 100 or > 9900, $"{begin:O} to {end:O}");
                Assert.True(TimelineRange.Of(begin, end, An.Instant).Steps >= 1);
            }
        },
        iter: 2_000);
}
