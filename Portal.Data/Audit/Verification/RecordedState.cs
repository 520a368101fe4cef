namespace Portal.Data.Audit.Verification;

/// <summary>What an entry says that a thing was from then on.</summary>
/// <param name="Sequence">The entry.</param>
/// <param name="SubjectId">The thing's id.</param>
/// <param name="After">The thing, as JSON.</param>
public sealed record RecordedState(long Sequence, string SubjectId, string After);
