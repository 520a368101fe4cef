namespace Portal.Data.Reviews;

/// <summary>What a campaign would come to if it were launched now.</summary>
/// <param name="Counts">How much it covers.</param>
/// <param name="Reviewers">Who would be asked, most items first.</param>
/// <param name="Rerouted">Agents whose owner cannot be asked, by name, at most <see cref="MostNamed"/>.</param>
/// <param name="ReroutedAgents">How many such agents there are.</param>
/// <param name="Unreviewable">Identities that nobody at all may be asked about: these keep it from being launched.</param>
/// <param name="OldestSnapshotAt">The time that the oldest of the sources shows, or null when none was read.</param>
public sealed record CampaignPreview(
    PopulationCounts Counts,
    IReadOnlyList<PreviewedReviewer> Reviewers,
    IReadOnlyList<string> Rerouted,
    int ReroutedAgents,
    int Unreviewable,
    DateTimeOffset? OldestSnapshotAt)
{
    /// <summary>At most so many agents are named.</summary>
    public const int MostNamed = 10;
}
