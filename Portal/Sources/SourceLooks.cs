using Microsoft.AspNetCore.Components;
using Portal.Data.Sources;
using Portal.Shared;

namespace Portal.Sources;

/// <summary>Says how fresh what a source shows is.</summary>
internal static class SourceLooks
{
    private static readonly TimeSpan OldAfter = TimeSpan.FromDays(7);

    /// <summary>What is wrong with a source, as a chip; nothing when it is fresh.</summary>
    public static MarkupString Concern(SourceRow source, DateTimeOffset now) => source switch
    {
        { LastSnapshotAt: null, LastEventAt: null } => Show.Chip("never read", Tone.Warn),
        { LastEventAt: { } last, UsualPause: { } usual } when source.HasGoneQuiet(now) =>
            Show.Chip("events have stopped", Tone.High, $"None has come for {Length(now - last)}; the longest pause that is usual is {Length(usual)}. What sends them may be broken, or somebody stopped it."),
        { LastSnapshotAt: null } => Show.Chip("no snapshot yet", Tone.Warn, "Its events name identities that no snapshot has shown"),
        { LastSnapshotAt: { } at } when now - at > OldAfter => Show.Chip("gone quiet", Tone.Warn, "No complete snapshot for more than a week"),
        _ => default,
    };

    /// <summary>How fresh it is, as a chip.</summary>
    public static MarkupString State(SourceRow source, DateTimeOffset now) =>
        Concern(source, now) is { Value: { Length: > 0 } } concern ? concern : Show.Chip("fresh", Tone.Good);

    private static string Length(TimeSpan pause) => pause switch
    {
        { TotalMinutes: < 1 } => "less than a minute",
        { TotalHours: < 1 } => Words.Count((long)pause.TotalMinutes, "minute"),
        { TotalDays: < 2 } => Words.Count((long)pause.TotalHours, "hour"),
        _ => Words.Count((long)pause.TotalDays, "day"),
    };
}
