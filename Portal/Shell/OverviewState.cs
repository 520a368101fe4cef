using Portal.Data.Changes.Rates;
using Portal.Data.Inventory;
using Portal.Data.Reviews;
using Portal.Data.Sources;

namespace Portal.Shell;

/// <summary>What the overview shows, shared by all who look at it.</summary>
/// <param name="Inventory">Agents and identities.</param>
/// <param name="Sources">Where they were read from.</param>
/// <param name="Campaigns">Reviews under way, at most <see cref="InventorySummary.Most"/>.</param>
/// <param name="Rates">How many changes there were in the last day, by hour.</param>
public sealed record OverviewState(InventorySummary Inventory, IReadOnlyList<SourceRow> Sources, IReadOnlyList<CampaignRow> Campaigns, ChangeRates Rates);
