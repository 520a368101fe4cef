namespace Portal.Data.People.Sync;

/// <summary>What became of reading the directory.</summary>
public enum SyncOutcome
{
    /// <summary>People are up to date.</summary>
    Done,
    /// <summary>Another run was first.</summary>
    AlreadyDone,
    /// <summary>It would disable more people than it may by itself; nothing was changed.</summary>
    NeedsConfirmation,
    /// <summary>The directory could not be read to its end; nothing was changed.</summary>
    NotRead,
}
