namespace Portal.Data.Audit.Checkpoints;

/// <summary>A stored checkpoint: the record's size and root, signed. Nothing stands here that is not signed.</summary>
public sealed class AuditCheckpoint
{
    /// <summary>How many entries it covers.</summary>
    public required long Size { get; init; }

    /// <summary>The signed note: <see cref="SignedCheckpoint"/> reads it.</summary>
    public required string Note { get; init; }
}
