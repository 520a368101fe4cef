namespace Portal.Hosting.Api;

/// <summary>Bounds on what an idempotent call may hold.</summary>
/// <param name="MaxBodyBytes">The largest request body.</param>
internal sealed record IdempotencyLimits(long MaxBodyBytes)
{
    /// <summary>The longest key, in characters.</summary>
    public const int MaxKeyLength = 200;

    /// <summary>Bodies up to this size stay in memory while they are hashed; larger ones go through a file.</summary>
    public const int MemoryBytes = 1 << 20;
}
