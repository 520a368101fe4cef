using Microsoft.AspNetCore.Components;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Shared;

namespace Portal.Inventory;

/// <summary>One agent: who answers for it, through what it acts, why it is a risk.</summary>
/// <param name="agents">Reads it.</param>
/// <param name="navigation">Leads away when there is none.</param>
/// <param name="feed">Says when it changed.</param>
public sealed partial class AgentPage(AgentQueries agents, NavigationManager navigation, ChangeFeed feed)
    : LivePage(feed, Topic.Inventory, Topic.People)
{
    private AgentDetail? _detail;

    /// <summary>Which agent.</summary>
    [Parameter]
    public Guid Id { get; set; }

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        _detail = await agents.FindAsync(new AgentId(Id), By, cancellationToken);
        if (_detail is null)
        {
            navigation.NotFound();
        }
    }
}
