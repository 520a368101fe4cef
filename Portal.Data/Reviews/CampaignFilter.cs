using Portal.Data.Lists;

namespace Portal.Data.Reviews;

/// <summary>Which campaigns. One form for the page's address and the API.</summary>
public sealed record CampaignFilter
{
    /// <summary>In this state, or null for any.</summary>
    public CampaignState? State { get; init; }

    /// <summary>Reads a query string; what makes no sense stands in the reader's errors.</summary>
    public static CampaignFilter Parse(QueryReader query) => new() { State = query.Choice<CampaignState>("state") };
}
