using Portal.Data.Platforms;
using Portal.Data.Sources;

namespace Portal.Data.Reviews.Population;

/// <summary>What was known of a source when a campaign's population was read.</summary>
/// <param name="Id">The source.</param>
/// <param name="Name">Its name then.</param>
/// <param name="Platform">Its platform.</param>
/// <param name="Snapshot">Its newest reading, or null when there was none.</param>
/// <param name="CompleteAt">The time that its newest complete reading shows, or null when there was none.</param>
/// <param name="Problem">Why it may not be everything, or null.</param>
/// <param name="Errors">What its newest reading, or the failed try after it, said was wrong.</param>
/// <param name="Identities">Identities in the campaign, by kind.</param>
/// <param name="Entitlements">Entitlements in the campaign, by kind.</param>
public sealed record CollectedSource(
    SourceId Id,
    string Name,
    Platform Platform,
    SnapshotId? Snapshot,
    DateTimeOffset? CompleteAt,
    SourceProblem? Problem,
    IReadOnlyList<string> Errors,
    IReadOnlyList<CollectedCount> Identities,
    IReadOnlyList<CollectedCount> Entitlements)
{
    /// <summary>The most errors that are kept of one source.</summary>
    public const int MostErrors = 20;
}
