using Portal.Data.Access;
using Portal.Data.Sources;

namespace Portal.Data.Reviews.Population;

/// <summary>
/// A person's word that a campaign goes on although a source may not be complete. It is about exactly the reading that the person saw: a newer
/// one, or another problem, needs another word.
/// </summary>
/// <param name="Source">The source.</param>
/// <param name="Problem">What was wrong with it.</param>
/// <param name="Snapshot">Its newest reading then, or null when there was none.</param>
/// <param name="Reason">Why it goes on, in the person's words.</param>
/// <param name="By">The person.</param>
/// <param name="At">When.</param>
public sealed record ScopeException(SourceId Source, SourceProblem Problem, SnapshotId? Snapshot, string Reason, PersonId By, DateTimeOffset At)
{
    /// <summary>The longest reason.</summary>
    public const int ReasonLength = 1000;

    /// <summary>Whether it is about what is wrong with a source now.</summary>
    public bool Covers(CollectedSource source) => source.Id == Source && source.Problem == Problem && source.Snapshot == Snapshot;
}
