using Microsoft.AspNetCore.Components;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Data.Reviews;
using Portal.Data.Sources;
using Portal.Inventory;
using Portal.Shared;
using Portal.Sources;

namespace Portal.Shell;

/// <summary>What wants attention, on one screen; every number leads to the list behind it.</summary>
/// <param name="overview">Keeps it for everyone.</param>
public sealed partial class OverviewPage(Overview overview) : LivePage(overview.Renewed, Topic.Inventory)
{
    private OverviewState? _state;

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken) => _state = await overview.GetAsync(cancellationToken);

    private static int Current(InventorySummary inventory) =>
        inventory.Agents.Where(a => a.Key is not (AgentStatus.Dismissed or AgentStatus.Retired)).Sum(a => a.Value);

    /// <summary>How many changes of the last day no approval covers: all, attempts too, while nothing can be approved.</summary>
    private static int Ungated(OverviewState state) => state.Rates.Hours.Sum(h => h.Kinds.Sum(k => k.Done + k.Failed));

    private static string Since(OverviewState state) =>
        Uri.EscapeDataString(state.Rates.Hours[0].Hour.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The state of things in one or two sentences.</summary>
    private static string? Say(InventorySummary inventory)
    {
        var all = Current(inventory);
        if (all == 0)
        {
            return null;
        }
        var critical = inventory.RiskBands[^1];
        var unowned = inventory.Orphans + inventory.LeftBehind;
        var risk = critical == 0
            ? "No agent is at critical risk."
            : $"{Words.Number(critical)} of {Words.Count(all, "agent")} {(critical == 1 ? "is" : "are")} at critical risk.";
        var owners = unowned == 0
            ? "Each has an owner who works here."
            : $"For {Words.Number(unowned)} nobody answers who still works here.";
        return $"{risk} {owners}";
    }

    /// <summary>The bands of risk, the worst first.</summary>
    private static IEnumerable<(string Word, Tone Tone, int Agents)> Bands(InventorySummary inventory) => InventorySummary.RiskBandsFrom
        .Zip(inventory.RiskBands, (from, agents) => (RiskBand.Word(from), RiskBand.Tone(from), agents))
        .Reverse();

    /// <summary>The cells of an agent's row, as markup: as elements they would be a tenth of an open page's memory.</summary>
    private static MarkupString Cells(AgentRow agent) => Show.Markup($"""
        <td class="primary-cell card-title"><a class="row-link" href="/agents/{agent.Id.Value}">{Show.OutsidePiece(agent.Name)}</a></td>
        <td class="card-mark">{Show.Risk(agent.Risk)}</td>
        <td class="soft flows">{Show.OutsidePiece(string.Join(" · ", agent.RiskReasons.Take(2).Select(reason => reason.Fact)))}</td>
        <td data-label="Owner">{Show.Person(agent.Owner?.Name, agent.Owner?.IsActive ?? true)}</td>
        """);

    private static MarkupString Parts(AgentRow agent) => Show.Markup($"""
        <a class="grow clip" href="/agents/{agent.Id.Value}">{Show.OutsidePiece(agent.Name)}</a>
        {Show.Chip(agent.Status.Say(), Looks.ToneOf(agent.Status))}
        {Show.Risk(agent.Risk)}
        """);

    private static MarkupString Parts(IdentityRow identity) => Show.Markup($"""
        <a class="grow clip" href="/identities/{identity.Id.Value}">{Show.OutsidePiece(identity.Name)}</a>
        {Show.Chip($"{identity.Confidence} {Looks.Confidence(identity.Confidence)}", Looks.ToneOfConfidence(identity.Confidence))}
        """);

    private MarkupString Parts(SourceRow source) => Show.Markup($"""
        <span class="grow clip">{Show.OutsidePiece(source.Name)}</span>
        {SourceLooks.Concern(source, Now)}
        <span class="quiet">{Show.Time(source.LastSnapshotAt, Zone, Now, otherwise: "no snapshot yet")}</span>
        """);

    private static int Share(CampaignRow campaign) => campaign.Items == 0 ? 0 : 100 * (campaign.Items - campaign.Open) / campaign.Items;
}
