using Microsoft.AspNetCore.Components;
using Portal.Data.Inventory;
using Portal.Data.Inventory.Handover;
using Portal.Data.Lists;
using Portal.Data.Live;
using Portal.Shared;

namespace Portal.Inventory;

/// <summary>The agents of the organization.</summary>
/// <param name="agents">Reads them.</param>
/// <param name="navigation">Holds the filter.</param>
/// <param name="feed">Says when they changed.</param>
public sealed partial class AgentsPage(AgentQueries agents, NavigationManager navigation, ChangeFeed feed) : LivePage(feed, Topic.Inventory)
{
    private static readonly string[] Filters = ["q", "status", "environment", "risk", "owner", "handover", "platform"];

    private static readonly ListingColumn[] Columns =
    [
        new("Agent", "name"), new("Risk", "risk"), new("Status"), new("Owner"), new("Environment"), new("Autonomy", IsMinor: true),
        new("Identities", IsNumber: true), new("Last acted"),
    ];

    private static readonly FilterSelect.Option[] RiskOptions = [new("75", "critical"), new("50", "high or more"), new("25", "medium or more")];

    private static readonly FilterSelect.Option[] OwnerOptions = [new(AgentFilter.Nobody, "nobody")];

    private static readonly FilterSelect.Option[] HandoverOptions =
    [
        new(QueryWriter.Name(nameof(AgentHandover.Inherited)), "owner inherited, not confirmed"),
        new(QueryWriter.Name(nameof(AgentHandover.Ownerless)), "owner left, nobody took over"),
        new(QueryWriter.Name(nameof(AgentHandover.SponsorLeft)), "sponsor left"),
    ];

    private AgentFilter _filter = new();
    private Listing<AgentRow>? _list;
    private string? _count;

    private string Sort => (_filter.Order.Descending ? "-" : string.Empty) + QueryWriter.Name(_filter.Order.By.ToString());

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        var filter = AgentFilter.Parse(new Uri(navigation.Uri).Query);
        var isSame = filter == _filter;
        _filter = filter;
        _count = Words.Count(await agents.CountAsync(filter, By, cancellationToken), "agent");
        if (isSame && _list is not null)
        {
            await _list.RefreshAsync();
        }
    }

    private Task<Page<AgentRow>> ReadAsync(PageRequest page, CancellationToken cancellationToken) =>
        agents.ListAsync(_filter, page, By, cancellationToken);
}
