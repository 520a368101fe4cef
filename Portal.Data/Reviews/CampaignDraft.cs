using Portal.Data.Access;

namespace Portal.Data.Reviews;

/// <summary>What a campaign is to be.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Filter">Which agents, as the query text of an agent filter; empty is all of them.</param>
/// <param name="DueAt">When answers are due.</param>
/// <param name="Owner">Who answers for it; null is the person who creates it, or for programs someone who runs the inventory.</param>
/// <param name="Occurrence">Names the occasion so that it happens once, or null.</param>
public sealed record CampaignDraft(string Name, string Filter, DateTimeOffset DueAt, PersonId? Owner = null, string? Occurrence = null);
