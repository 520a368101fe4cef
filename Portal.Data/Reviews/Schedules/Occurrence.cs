namespace Portal.Data.Reviews.Schedules;

/// <summary>One time that something recurs.</summary>
/// <param name="Date">The day where the schedule is; it names the occurrence.</param>
/// <param name="At">The instant, in UTC.</param>
public sealed record Occurrence(DateOnly Date, DateTimeOffset At);
