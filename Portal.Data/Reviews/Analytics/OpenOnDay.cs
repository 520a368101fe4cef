namespace Portal.Data.Reviews.Analytics;

/// <summary>How many items waited for an answer at the end of a day, or now if it is not over.</summary>
/// <param name="Day">The day, in UTC.</param>
/// <param name="Open">How many.</param>
public sealed record OpenOnDay(DateOnly Day, int Open);
