using Portal.Data.Inventory;
using Portal.Data.Lists;

namespace Portal.Data.Changes.Delegates;

/// <summary>Which delegated identities, those used last first. One form for the page's address and the API.</summary>
public sealed record DelegateFilter
{
    /// <summary>A text that the initiator, the agent or the identity's name holds, whatever the case; or null.</summary>
    public string? Q { get; init; }

    /// <summary>With this finding, or null for any and none.</summary>
    public DelegateFindingKind? Finding { get; init; }

    /// <summary>Of this identity, or null for any.</summary>
    public IdentityId? Identity { get; init; }

    /// <summary>Reads a query string; what makes no sense is left out.</summary>
    public static DelegateFilter Parse(string? query) => Parse(new QueryReader(query));

    /// <summary>Reads a query string; what makes no sense stands in the reader's errors.</summary>
    public static DelegateFilter Parse(QueryReader query) => new()
    {
        Q = query.Text("q", 200),
        Finding = query.Choice<DelegateFindingKind>("finding"),
        Identity = query.Id("identity") is { } identity ? new IdentityId(identity) : null,
    };
}
