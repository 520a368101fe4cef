using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Data.Reviews;
using Portal.Data.Sources;
using Portal.Shared;

namespace Portal.Shell;

/// <summary>What wants attention, on one screen; every number leads to the list behind it.</summary>
/// <param name="overview">Keeps it for everyone.</param>
public sealed partial class OverviewPage(Overview overview) : LivePage(overview.Renewed, Topic.Inventory)
{
    private static readonly TimeSpan QuietAfter = TimeSpan.FromDays(7);
    private OverviewState? _state;

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken) => _state = await overview.GetAsync(cancellationToken);

    private static int Current(InventorySummary inventory) =>
        inventory.Agents.Where(a => a.Key is not (AgentStatus.Dismissed or AgentStatus.Retired)).Sum(a => a.Value);

    private static int Share(CampaignRow campaign) => campaign.Items == 0 ? 0 : 100 * (campaign.Items - campaign.Open) / campaign.Items;

    private bool IsQuiet(SourceRow source) => source.LastSnapshotAt is not { } at || Now - at > QuietAfter;
}
