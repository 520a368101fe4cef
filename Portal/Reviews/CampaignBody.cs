using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Reviews;

namespace Portal.Reviews;

/// <summary>A campaign as programs prepare it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Filter">
/// Which access, as a query string: what <c>GET /agents</c> takes, and <c>source</c>, <c>privileged</c>, <c>unusedDays</c>, <c>uncertified</c>,
/// <c>tag</c>. Null or empty is all that current agents hold, or with a list of entitlements the list alone.
/// </param>
/// <param name="DueAt">When answers are due.</param>
/// <param name="OwnerId">Who answers for it, or null.</param>
/// <param name="Occurrence">Names the occasion so that it happens once, or null.</param>
/// <param name="Entitlements">Entitlements that it is about whatever the filter says, or null.</param>
/// <param name="Exclusions">What it leaves out, and why; or null.</param>
/// <param name="Stages">Its rounds, at most five; null or empty where each item has one reviewer.</param>
/// <param name="OwnersDecideAlone">Whether somebody may decide alone on an agent that they alone own; null is as the settings say.</param>
/// <param name="NoAnswer">What becomes of access about which nobody answers; null: it stays and is reported, and somebody ends answers.</param>
internal sealed record CampaignBody(
    string? Name,
    string? Filter,
    DateTimeOffset? DueAt,
    Guid? OwnerId,
    string? Occurrence,
    IReadOnlyList<Guid>? Entitlements,
    IReadOnlyList<ExclusionBody?>? Exclusions,
    IReadOnlyList<StageBody?>? Stages,
    bool? OwnersDecideAlone,
    NoAnswerBody? NoAnswer)
{
    /// <summary>The draft; what is missing is refused there.</summary>
    public CampaignDraft ToDraft() => new(
        Name ?? string.Empty,
        Filter ?? string.Empty,
        DueAt ?? DateTimeOffset.MinValue,
        OwnerId is { } owner ? new PersonId(owner) : null,
        Occurrence)
    {
        Listed = [.. (Entitlements ?? []).Select(id => new EntitlementId(id))],
        Exclusions = ExclusionBody.All(Exclusions),
        Stages = StageBody.All(Stages),
        OwnersDecideAlone = OwnersDecideAlone,
        NoAnswer = NoAnswer?.ToPolicy(),
    };
}
