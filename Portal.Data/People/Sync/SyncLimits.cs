namespace Portal.Data.People.Sync;

/// <summary>What one run may do by itself.</summary>
/// <param name="MostDisabled">How many people it may disable; beyond that somebody has to confirm it.</param>
public sealed record SyncLimits(int MostDisabled)
{
    /// <summary>Ten people.</summary>
    public static SyncLimits Default { get; } = new(10);
}
