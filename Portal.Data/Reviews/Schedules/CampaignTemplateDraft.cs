using Portal.Data.Access;
using Portal.Data.Reviews.NoAnswers;
using Portal.Data.Reviews.Scopes;
using Portal.Data.Reviews.Stages;

namespace Portal.Data.Reviews.Schedules;

/// <summary>What a template is to be.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Filter">Which access, as the query text of a <see cref="ReviewScope"/>.</param>
/// <param name="Recurrence">When it recurs.</param>
/// <param name="DueDays">How many days reviewers have.</param>
/// <param name="Owner">Who answers for its campaigns; null is the person who saves it.</param>
/// <param name="IsActive">Whether it starts campaigns.</param>
public sealed record CampaignTemplateDraft(string Name, string Filter, Recurrence Recurrence, int DueDays, PersonId? Owner, bool IsActive)
{
    /// <summary>The rounds of its campaigns; empty where each item has one reviewer.</summary>
    public IReadOnlyList<ReviewStage> Stages { get; init; } = [];

    /// <summary>Whether somebody may decide alone in them on an agent that they alone own; null is as the settings say.</summary>
    public bool? OwnersDecideAlone { get; init; }

    /// <summary>What becomes in them of access about which nobody answers; null is <see cref="NoAnswerPolicy.Keeps"/>.</summary>
    public NoAnswerPolicy? NoAnswer { get; init; }
}
