namespace Portal.Data.Platforms;

/// <summary>What is unpacked of an upload at most. A ZIP of a few kilobytes can otherwise fill any disk and any time.</summary>
/// <param name="Entries">Files in one ZIP.</param>
/// <param name="Bytes">Bytes that one upload may unpack to.</param>
/// <param name="Ratio">How many times larger than its packed form a file may get; policies repeat themselves and reach about 60.</param>
public sealed record SnapshotLimits(int Entries = 2_000, long Bytes = 8L * 1024 * 1024 * 1024, int Ratio = 250)
{
    /// <summary>Below this many bytes unpacked the ratio says nothing.</summary>
    public const int SmallBytes = 8 * 1024 * 1024;
}
