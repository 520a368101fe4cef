using Portal.Data.Access;
using Portal.Data.Reviews;

namespace Portal.Reviews;

/// <summary>A campaign as programs prepare it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Filter">Which agents, as the query string of <c>GET /agents</c>; null or empty is all current ones.</param>
/// <param name="DueAt">When answers are due.</param>
/// <param name="OwnerId">Who answers for it, or null.</param>
/// <param name="Occurrence">Names the occasion so that it happens once, or null.</param>
internal sealed record CampaignBody(string? Name, string? Filter, DateTimeOffset? DueAt, Guid? OwnerId, string? Occurrence)
{
    /// <summary>The draft; what is missing is refused there.</summary>
    public CampaignDraft ToDraft() => new(
        Name ?? string.Empty,
        Filter ?? string.Empty,
        DueAt ?? DateTimeOffset.MinValue,
        OwnerId is { } owner ? new PersonId(owner) : null,
        Occurrence);
}
