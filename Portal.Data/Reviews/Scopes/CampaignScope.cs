using Portal.Data.Inventory;

namespace Portal.Data.Reviews.Scopes;

/// <summary>
/// What a campaign is about: all that a query names and all that is listed, less what is excluded. With a list and no query it is the list
/// alone; with neither it is everything that current agents hold.
/// </summary>
/// <param name="Filter">The query, as the text of a <see cref="ReviewScope"/>.</param>
/// <param name="Listed">Entitlements that it covers whatever the query says.</param>
/// <param name="Exclusions">What it leaves out.</param>
public sealed record CampaignScope(string Filter, IReadOnlyList<EntitlementId> Listed, IReadOnlyList<ScopeExclusion> Exclusions)
{
    /// <summary>The most entitlements of one list: more is a query.</summary>
    public const int MostListed = 5_000;

    /// <summary>The query alone.</summary>
    public CampaignScope(string filter)
        : this(filter, [], [])
    {
    }

    /// <summary>Whether only the list counts.</summary>
    public bool IsListOnly => Listed.Count > 0 && Filter.Length == 0;

    /// <summary>The query.</summary>
    public ReviewScope Query => ReviewScope.Parse(Filter);
}
