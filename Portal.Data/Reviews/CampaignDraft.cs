using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Reviews.NoAnswers;
using Portal.Data.Reviews.Scopes;
using Portal.Data.Reviews.Stages;

namespace Portal.Data.Reviews;

/// <summary>What a campaign is to be.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Filter">Which access, as the query text of a <see cref="ReviewScope"/>; empty is all that current agents hold, or with a list the list alone.</param>
/// <param name="DueAt">When answers are due.</param>
/// <param name="Owner">Who answers for it; null is the person who creates it, or for programs someone who runs the inventory.</param>
/// <param name="Occurrence">Names the occasion so that it happens once, or null.</param>
public sealed record CampaignDraft(string Name, string Filter, DateTimeOffset DueAt, PersonId? Owner = null, string? Occurrence = null)
{
    /// <summary>Entitlements that it is about whatever the query says.</summary>
    public IReadOnlyList<EntitlementId> Listed { get; init; } = [];

    /// <summary>What it leaves out, and why.</summary>
    public IReadOnlyList<ScopeExclusion> Exclusions { get; init; } = [];

    /// <summary>Its rounds; empty where each item has one reviewer whose answer is its decision.</summary>
    public IReadOnlyList<ReviewStage> Stages { get; init; } = [];

    /// <summary>Whether somebody may decide alone on an agent that they alone own; null is as the setting <see cref="ReviewOptions.OwnersDecideAlone"/> says.</summary>
    public bool? OwnersDecideAlone { get; init; }

    /// <summary>What becomes of access about which nobody answers; null is <see cref="NoAnswerPolicy.Keeps"/>.</summary>
    public NoAnswerPolicy? NoAnswer { get; init; }
}
