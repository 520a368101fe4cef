using Portal.Data.Lists;

namespace Portal.Data.Reviews.Remediations;

/// <summary>Which remediations. One form for the page's address and the API.</summary>
public sealed record RemediationFilter
{
    /// <summary>Of this campaign, or null for any.</summary>
    public CampaignId? Campaign { get; init; }

    /// <summary>In this state, or null for any.</summary>
    public RemediationState? State { get; init; }

    /// <summary>Reads a query string; what makes no sense stands in the reader's errors.</summary>
    public static RemediationFilter Parse(QueryReader query) => new()
    {
        Campaign = Guid.TryParse(query.Text("campaign"), out var id) ? new CampaignId(id) : null,
        State = query.Choice<RemediationState>("state"),
    };
}
