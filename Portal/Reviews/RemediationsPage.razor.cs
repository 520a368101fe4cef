using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Data.Lists;
using Portal.Data.Live;
using Portal.Data.Reviews.Remediations;
using Portal.Data.Reviews.Remediations.Carrying;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>Revokes of all campaigns on their way to proof.</summary>
/// <param name="remediations">Reads them.</param>
/// <param name="brakes">Know whether it was stopped.</param>
/// <param name="apply">Asks for many to be carried out.</param>
/// <param name="dialogs">Ask.</param>
/// <param name="navigation">Holds the filter.</param>
/// <param name="feed">Says when they changed.</param>
public sealed partial class RemediationsPage(
    RemediationQueries remediations, CarryBrakes brakes, ApplyRemediations apply, IDialogService dialogs, NavigationManager navigation, ChangeFeed feed)
    : LivePage(feed, Topic.Remediations)
{
    private const int MostNamed = 20;

    private static readonly string[] Filters = ["state", "campaign"];

    private RemediationFilter _filter = new();
    private List<RemediationRow>? _rows;
    private string? _next;
    private BrakeRow? _brake;
    private string _said = string.Empty;

    // Those that the portal can carry out and nobody asked for yet: exactly what the list on the screen shows.
    private IReadOnlyList<RemediationRow> Askable =>
        [.. (_rows ?? []).Where(r => r is { IsPortalAble: true, State: RemediationState.Planned }).Take(ApplyRemediations.Most)];

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        _filter = RemediationFilter.Parse(new QueryReader(new Uri(navigation.Uri).Query));
        var shown = Math.Max(PageRequest.DefaultItems, _rows?.Count ?? 0);
        var page = await remediations.ListAsync(_filter, new PageRequest(Limit: shown), By, cancellationToken);
        _rows = [.. page.Items];
        _next = page.Next;
        _brake = await brakes.FindAsync(By, cancellationToken);
    }

    private async Task ApplyAllAsync()
    {
        var asked = Askable;
        var names = string.Join("; ", asked.Take(MostNamed).Select(r => $"{Visible.Spell(r.Entitlement.Name)} of {Visible.Spell(r.Principal)}"));
        var more = asked.Count > MostNamed ? $"; and {Words.Number(asked.Count - MostNamed)} more, as listed" : string.Empty;
        if (await ConfirmDialog.AskAsync(
            dialogs, $"Have {Words.Count(asked.Count, "revoke")} carried out?", $"Governance takes away: {names}{more}. After a number that is set it stops until two people have looked.", "Carry them out", isDanger: true) is null)
        {
            return;
        }
        var moved = await apply.RunAsync([.. asked.Select(r => r.Id)], By, CancellationToken.None);
        _said = moved.Contains(null) ? "Nothing was asked for: some of them are not there any more." : $"{Words.Number(moved.Count(m => m == RemediationMoved.Done))} of {Words.Number(moved.Count)} asked for.";
        await ReloadAsync();
    }

    private async Task MoreAsync()
    {
        var page = await remediations.ListAsync(_filter, new PageRequest(_next), By, Leaving);
        _rows!.AddRange(page.Items);
        _next = page.Next;
    }
}
