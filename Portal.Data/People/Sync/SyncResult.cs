namespace Portal.Data.People.Sync;

/// <summary>What a run did.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Read">People that the directory said something of.</param>
/// <param name="Added">People who were not known before.</param>
/// <param name="Changed">People whose entry changed.</param>
/// <param name="Disabled">People who left, or would have.</param>
/// <param name="Skipped">People who could not be taken over: without a usable mail address, or with that of another.</param>
/// <param name="Problem">Why it was not read, or null.</param>
public sealed record SyncResult(SyncOutcome Outcome, int Read = 0, int Added = 0, int Changed = 0, int Disabled = 0, int Skipped = 0, string? Problem = null);
