using Portal.Data.Inventory;
using Portal.Data.Reviews.NoAnswers;
using Portal.Data.Reviews.Scopes;
using Portal.Data.Reviews.Stages;

namespace Portal.Data.Reviews.Evidence;

/// <summary>A campaign's configuration and dates.</summary>
/// <param name="Id">The campaign.</param>
/// <param name="Name">Its name.</param>
/// <param name="Occurrence">Names the occasion.</param>
/// <param name="Filter">Which access, as the query text of a scope.</param>
/// <param name="Listed">Entitlements that it is about whatever the filter says.</param>
/// <param name="Exclusions">What it leaves out, and why.</param>
/// <param name="Stages">Its stages in order; none when each item has one reviewer.</param>
/// <param name="OwnersDecideAlone">Whether who alone owns an agent may decide on it alone.</param>
/// <param name="NoAnswer">What became of access about which nobody answered.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="InheritedFrom">Who did until they left, or null.</param>
/// <param name="InheritedAt">When it came to its owner so, or null.</param>
/// <param name="CreatedAt">When it was prepared.</param>
/// <param name="LaunchedAt">When reviewers were asked.</param>
/// <param name="DueAt">When answers were due.</param>
/// <param name="EndedAt">When answers ended.</param>
/// <param name="ClosedAt">When its last revoke was settled.</param>
/// <param name="Items">How many items it has.</param>
public sealed record EvidenceCampaign(
    CampaignId Id,
    string Name,
    string Occurrence,
    string Filter,
    IReadOnlyList<EntitlementId> Listed,
    IReadOnlyList<ScopeExclusion> Exclusions,
    IReadOnlyList<ReviewStage> Stages,
    bool OwnersDecideAlone,
    NoAnswerPolicy NoAnswer,
    EvidencePerson Owner,
    EvidencePerson? InheritedFrom,
    ZonedTime? InheritedAt,
    ZonedTime CreatedAt,
    ZonedTime? LaunchedAt,
    ZonedTime DueAt,
    ZonedTime? EndedAt,
    ZonedTime? ClosedAt,
    int Items);
