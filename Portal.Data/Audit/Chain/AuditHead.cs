namespace Portal.Data.Audit.Chain;

/// <summary>The end of the record. Its one row is what writers wait for, so that two portals write one chain.</summary>
public sealed class AuditHead
{
    /// <summary>The id of the one row.</summary>
    public const int OnlyId = 1;

    /// <summary>Always <see cref="OnlyId"/>.</summary>
    public int Id { get; init; } = OnlyId;

    /// <summary>How many entries there are, which is the last one's sequence.</summary>
    public long Size { get; set; }

    /// <summary>The last entry's hash; 32 zero bytes before the first.</summary>
    public required byte[] Hash { get; set; }
}
