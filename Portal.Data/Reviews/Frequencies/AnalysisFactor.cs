namespace Portal.Data.Reviews.Frequencies;

/// <summary>One thing that was weighed.</summary>
/// <param name="Name">What, for example "reaches card data".</param>
/// <param name="Weight">How much it speaks for frequent reviews, 1 (little) to 5 (very much).</param>
/// <param name="Note">What was found, in the author's words; may be empty.</param>
public sealed record AnalysisFactor(string Name, int Weight, string Note)
{
    /// <summary>The longest name, and the longest note.</summary>
    public const int TextLength = 400;

    /// <summary>The most factors of one analysis.</summary>
    public const int Most = 20;

    /// <summary>The greatest weight.</summary>
    public const int MostWeight = 5;
}
