using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Data.Incidents;
using Portal.Data.Lists;
using Portal.Data.Live;
using Portal.Hosting;
using Portal.Shared;

namespace Portal.Incidents;

/// <summary>The incidents that somebody made.</summary>
/// <param name="incidents">Reads them.</param>
/// <param name="create">Makes one.</param>
/// <param name="dialogs">Asks what it is about.</param>
/// <param name="settings">Say whether this is the demo, which has one to play.</param>
/// <param name="navigation">Leads to it.</param>
/// <param name="feed">Says when they changed.</param>
public sealed partial class IncidentsPage(
    IncidentQueries incidents, CreateIncident create, IDialogService dialogs, PortalSettings settings, NavigationManager navigation, ChangeFeed feed) : LivePage(feed, Topic.Incidents)
{
    private static readonly ListingColumn[] Columns =
    [
        new("Incident"), new("State"), new("From"), new("To"), new("Agents", IsNumber: true), new("Identities", IsNumber: true), new("Statements", IsNumber: true), new("Made by"),
    ];

    private Listing<IncidentRow>? _list;

    /// <inheritdoc/>
    protected override Task LoadAsync(CancellationToken cancellationToken) => _list?.RefreshAsync() ?? Task.CompletedTask;

    private Task<Page<IncidentRow>> ReadAsync(PageRequest page, CancellationToken cancellationToken) => incidents.ListAsync(page, By, cancellationToken);

    private async Task CreateAsync()
    {
        var made = await IncidentDialog.OpenAsync(dialogs, By, Zone, Now, draft => create.RunAsync(draft, By, Leaving));
        if (made is { } id)
        {
            navigation.NavigateTo($"/incidents/{id.Value}");
        }
    }
}
