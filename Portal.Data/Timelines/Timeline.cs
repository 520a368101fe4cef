namespace Portal.Data.Timelines;

/// <summary>What happened to an identity or an agent, on one axis.</summary>
/// <param name="Range">The part of the axis.</param>
/// <param name="Steps">Its steps, without gaps.</param>
/// <param name="Marks">Reviews, remediations and handovers, oldest first.</param>
/// <param name="HasMoreMarks">Whether there are more of a kind than are shown.</param>
/// <param name="FirstAt">The hour of the first change of all time; null when there is none.</param>
public sealed record Timeline(TimelineRange Range, IReadOnlyList<TimelineStep> Steps, IReadOnlyList<TimelineMark> Marks, bool HasMoreMarks, DateTimeOffset? FirstAt);
