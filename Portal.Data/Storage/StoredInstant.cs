namespace Portal.Data.Storage;

/// <summary>How exact a time is once it was stored.</summary>
public static class StoredInstant
{
    /// <summary>The time in UTC to the microsecond, as PostgreSQL keeps it: what is stored and read again is equal to this on each engine.</summary>
    public static DateTimeOffset ToMicrosecond(this DateTimeOffset at) =>
        at.ToUniversalTime().AddTicks(-(at.UtcTicks % TimeSpan.TicksPerMicrosecond));
}
