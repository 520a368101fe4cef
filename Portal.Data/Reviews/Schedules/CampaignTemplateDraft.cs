using Portal.Data.Access;
using Portal.Data.Reviews.Scopes;

namespace Portal.Data.Reviews.Schedules;

/// <summary>What a template is to be.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Filter">Which access, as the query text of a <see cref="ReviewScope"/>.</param>
/// <param name="Recurrence">When it recurs.</param>
/// <param name="DueDays">How many days reviewers have.</param>
/// <param name="Owner">Who answers for its campaigns; null is the person who saves it.</param>
/// <param name="IsActive">Whether it starts campaigns.</param>
public sealed record CampaignTemplateDraft(string Name, string Filter, Recurrence Recurrence, int DueDays, PersonId? Owner, bool IsActive);
