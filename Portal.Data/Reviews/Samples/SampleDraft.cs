namespace Portal.Data.Reviews.Samples;

/// <summary>What sample is asked for.</summary>
/// <param name="Seed">Decides which items: the same seed draws the same ones.</param>
/// <param name="Size">How many.</param>
/// <param name="Stratum">Of which items.</param>
public sealed record SampleDraft(string Seed, int Size, SampleStratum Stratum)
{
    /// <summary>The longest seed.</summary>
    public const int SeedLength = 200;

    /// <summary>The largest sample.</summary>
    public const int MostItems = 500;
}
