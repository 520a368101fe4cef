namespace Portal.Data.People.Sync;

/// <summary>How far reading the directory is, as the page shows it.</summary>
/// <param name="DoneAt">When people were last brought up to date, or null.</param>
/// <param name="TriedAt">When it was last tried, or null.</param>
/// <param name="Outcome">What became of that.</param>
/// <param name="Waiting">How many people it would have disabled, if somebody has to confirm it.</param>
/// <param name="Problem">Why it failed, or null.</param>
public sealed record SyncState(DateTimeOffset? DoneAt, DateTimeOffset? TriedAt, SyncOutcome Outcome, int Waiting, string? Problem);
