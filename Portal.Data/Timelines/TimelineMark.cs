namespace Portal.Data.Timelines;

/// <summary>One thing on a timeline beside changes.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="At">When.</param>
/// <param name="Text">What happened, in a few words; names in it come from outside.</param>
/// <param name="Address">Where more is said, or null.</param>
public sealed record TimelineMark(TimelineMarkKind Kind, DateTimeOffset At, string Text, string? Address);
