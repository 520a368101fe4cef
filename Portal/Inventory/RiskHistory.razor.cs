using Microsoft.AspNetCore.Components;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Shared;

namespace Portal.Inventory;

/// <summary>How the risk of an identity or an agent changed, and which facts came and went.</summary>
/// <param name="risks">Reads it.</param>
/// <param name="feed">Says when it changed.</param>
public sealed partial class RiskHistory(RiskQueries risks, ChangeFeed feed) : LivePage(feed, Topic.Inventory)
{
    private const int AtFirst = 5;
    private int _shown = AtFirst;
    private IReadOnlyList<RiskChangeRow>? _rows;

    /// <summary>The identity, or null for an agent's.</summary>
    [Parameter]
    public IdentityId? Identity { get; set; }

    /// <summary>The agent, or null for an identity's.</summary>
    [Parameter]
    public AgentId? Agent { get; set; }

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken) => _rows = (Identity, Agent) switch
    {
        ({ } identity, _) => await risks.OfAsync(identity, By, cancellationToken) ?? [],
        (_, { } agent) => await risks.OfAsync(agent, By, cancellationToken) ?? [],
        _ => [],
    };

    private void ShowAll() => _shown = RiskQueries.MostChanges;
}
