namespace Portal.Data.Audit.Chain;

/// <summary>Something that is not as it was written.</summary>
/// <param name="Sequence">The first entry that it is known to concern, or null when it concerns none.</param>
/// <param name="Problem">What is wrong with it, as the rest of a sentence that begins with the entry.</param>
public sealed record Finding(long? Sequence, string Problem)
{
    /// <summary>The whole sentence.</summary>
    public override string ToString() => Sequence is { } sequence ? $"Entry {sequence}: {Problem}." : $"{Problem}.";
}
