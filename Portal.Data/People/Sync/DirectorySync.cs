namespace Portal.Data.People.Sync;

/// <summary>How far reading the directory is.</summary>
public sealed class DirectorySync
{
    /// <summary>The only row's key.</summary>
    public const string Only = "directory";

    /// <summary>Its key.</summary>
    public string Id { get; init; } = Only;

    /// <summary>Where the next reading goes on, or null to begin anew.</summary>
    public string? Next { get; set; }

    /// <summary>When people were last brought up to date, or null.</summary>
    public DateTimeOffset? DoneAt { get; set; }

    /// <summary>When it was last tried, or null.</summary>
    public DateTimeOffset? TriedAt { get; set; }

    /// <summary>What became of the last try.</summary>
    public SyncOutcome Outcome { get; set; }

    /// <summary>How many people the last try would have disabled, if somebody has to confirm it.</summary>
    public int Waiting { get; set; }

    /// <summary>Why the last try failed, or null.</summary>
    public string? Problem { get; set; }
}
