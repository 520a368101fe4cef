using Portal.Data.Inventory;
using Portal.Data.Reviews.NoAnswers;
using Portal.Data.Reviews.Stages;

namespace Portal.Data.Reviews.Schedules;

/// <summary>A template as lists and its page show it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Filter">Which access, as query text.</param>
/// <param name="Recurrence">When it recurs.</param>
/// <param name="DueDays">How many days reviewers have.</param>
/// <param name="Owner">Who answers for its campaigns.</param>
/// <param name="IsActive">Whether it starts campaigns.</param>
/// <param name="Problem">What kept it from starting when it was last tried, or null.</param>
/// <param name="Version">Counts its changes.</param>
/// <param name="Next">Its next occurrences; none while it is switched off.</param>
public sealed record CampaignTemplateRow(
    CampaignTemplateId Id,
    string Name,
    string Filter,
    Recurrence Recurrence,
    int DueDays,
    PersonRef Owner,
    bool IsActive,
    string? Problem,
    int Version,
    IReadOnlyList<Occurrence> Next)
{
    /// <summary>So many occurrences are shown.</summary>
    public const int ShownOccurrences = 5;

    /// <summary>The rounds of its campaigns; empty where each item has one reviewer.</summary>
    public IReadOnlyList<ReviewStage> Stages { get; init; } = [];

    /// <summary>Whether somebody may decide alone in them on an agent that they alone own; null is as the settings say.</summary>
    public bool? OwnersDecideAlone { get; init; }

    /// <summary>What becomes in them of access about which nobody answers; null is <see cref="NoAnswerPolicy.Keeps"/>.</summary>
    public NoAnswerPolicy? NoAnswer { get; init; }
}
