namespace Portal.Data.Platforms.Aws.Events;

/// <summary>How one kind of event is read.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Subject">Where it says whom it touches.</param>
/// <param name="After">The request's member that says what is now, or null.</param>
/// <param name="Before">The request's member that says what was, or null.</param>
internal sealed record EventRule(ChangeKind Kind, SubjectSource Subject, string? After = null, string? Before = null);
