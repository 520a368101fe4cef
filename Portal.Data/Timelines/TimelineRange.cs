namespace Portal.Data.Timelines;

/// <summary>A part of the time axis, cut into steps: hours, days or several days.</summary>
public sealed record TimelineRange
{
    /// <summary>The shortest that is shown.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromHours(6);

    /// <summary>The longest that is shown.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7_320);

    /// <summary>How much is shown when nobody says.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromDays(90);

    private const int MostSteps = 120;

    private TimelineRange(DateTimeOffset from, DateTimeOffset to, TimeSpan step)
    {
        From = from;
        To = to;
        Step = step;
    }

    /// <summary>Its beginning, in UTC: of an hour or a day.</summary>
    public DateTimeOffset From { get; }

    /// <summary>Its end, not included.</summary>
    public DateTimeOffset To { get; }

    /// <summary>How long each of its steps is.</summary>
    public TimeSpan Step { get; }

    /// <summary>How many steps it has; at least one.</summary>
    public int Steps => (int)((To - From) / Step);

    /// <summary>True while steps are hours.</summary>
    public bool IsByHour => Step < TimeSpan.FromDays(1);

    /// <summary>The range between two times, made long or short enough, and as long as whole steps are.</summary>
    /// <param name="from">Where it should begin, or null.</param>
    /// <param name="to">Where it should end, or null for now.</param>
    /// <param name="now">The time now.</param>
    public static TimelineRange Of(DateTimeOffset? from, DateTimeOffset? to, DateTimeOffset now)
    {
        var end = to ?? now.AddTicks(1);
        var length = from is { } asked && asked < end ? end - asked : Usual;
        length = length < Shortest ? Shortest : length > Longest ? Longest : length;
        // The beginning was asked for more precisely than the end, which may not have come.
        var begin = from is { } wanted && wanted < end ? Moved(wanted, TimeSpan.Zero) : Moved(end, -length);
        var step = length <= MostSteps * TimeSpan.FromHours(1) ? TimeSpan.FromHours(1) : TimeSpan.FromDays(Math.Ceiling(length / (MostSteps * TimeSpan.FromDays(1))));
        var first = Floor(begin, step < TimeSpan.FromDays(1) ? step : TimeSpan.FromDays(1));
        var steps = Math.Max(1, (int)Math.Ceiling(length / step));
        return first + (steps * step) is var last && last < begin + length ? new(first, last + step, step) : new(first, last, step);
    }

    /// <summary>The middle half of it.</summary>
    public (DateTimeOffset From, DateTimeOffset To) Nearer() => Around(0.5);

    /// <summary>Twice as much.</summary>
    public (DateTimeOffset From, DateTimeOffset To) Farther() => Around(2);

    /// <summary>As much, half of it earlier.</summary>
    public (DateTimeOffset From, DateTimeOffset To) Earlier() => (Moved(From, (From - To) / 2), Moved(To, (From - To) / 2));

    /// <summary>As much, half of it later.</summary>
    public (DateTimeOffset From, DateTimeOffset To) Later() => (Moved(From, (To - From) / 2), Moved(To, (To - From) / 2));

    /// <summary>The beginnings of the steps.</summary>
    public IEnumerable<DateTimeOffset> Beginnings() => Enumerable.Range(0, Steps).Select(i => From + (i * Step));

    /// <summary>Which step a time is in; negative or too large outside.</summary>
    public int StepOf(DateTimeOffset at) => (int)Math.Floor((at - From) / Step);

    private (DateTimeOffset From, DateTimeOffset To) Around(double times)
    {
        var length = (To - From) * times;
        length = length < Shortest ? Shortest : length > Longest ? Longest : length;
        var from = Moved(From + ((To - From) / 2), -length / 2);
        return (from, Moved(from, length));
    }

    private static DateTimeOffset Floor(DateTimeOffset at, TimeSpan step) => new(at.UtcTicks - (at.UtcTicks % step.Ticks), TimeSpan.Zero);

    // The calendar ends somewhere, and addresses may say any time there is.
    private static DateTimeOffset Moved(DateTimeOffset at, TimeSpan by) =>
        new(Math.Clamp(at.UtcTicks + by.Ticks, DateTimeOffset.MinValue.UtcTicks + (Longest.Ticks / 2), DateTimeOffset.MaxValue.UtcTicks - (2 * Longest.Ticks)), TimeSpan.Zero);
}
