using Portal.Data.Reviews.Stages;

namespace Portal.Data.Reviews;

/// <summary>What a reviewer is asked in one campaign, or one page of it.</summary>
/// <param name="Review">The campaign as the reviewer sees it.</param>
/// <param name="Agents">The items by agent, riskiest agents and items first.</param>
/// <param name="Policies">The texts of the policy documents that the items bring, by hash, but for guarded ones.</param>
/// <param name="Guarded">The hashes of documents that a privileged agent brings: their text is given out on request, which is recorded.</param>
/// <param name="Next">Where the next page starts; null after the last.</param>
/// <param name="Left">Open items that are not on this page.</param>
public sealed record ReviewSheet(
    MyReview Review,
    IReadOnlyList<ReviewSheetAgent> Agents,
    IReadOnlyDictionary<string, string> Policies,
    IReadOnlySet<string> Guarded,
    string? Next,
    int Left)
{
    /// <summary>The campaign's rounds; empty where each item has one reviewer.</summary>
    public IReadOnlyList<ReviewStage> Stages { get; init; } = [];
}
