using Portal.Data.Reviews.Population;

namespace Portal.Data.Reviews;

/// <summary>What a campaign would come to if it were launched now.</summary>
/// <param name="Counts">How much it covers.</param>
/// <param name="Reviewers">Who would be asked, most items first.</param>
/// <param name="Rerouted">Agents whose owner cannot be asked, by name, at most <see cref="MostNamed"/>.</param>
/// <param name="ReroutedAgents">How many such agents there are.</param>
/// <param name="Unreviewable">Identities that nobody at all may be asked about: these keep it from being launched.</param>
/// <param name="Sources">Every source that may hold something of it, with how fresh it is and what would block the launch.</param>
/// <param name="Exclusions">What is left out, and why.</param>
/// <param name="Vanished">How many of the listed entitlements no agent holds any more.</param>
public sealed record CampaignPreview(
    PopulationCounts Counts,
    IReadOnlyList<PreviewedReviewer> Reviewers,
    IReadOnlyList<string> Rerouted,
    int ReroutedAgents,
    int Unreviewable,
    IReadOnlyList<CollectedSource> Sources,
    IReadOnlyList<ExcludedPart> Exclusions,
    int Vanished)
{
    /// <summary>At most so many agents are named.</summary>
    public const int MostNamed = 10;
}
