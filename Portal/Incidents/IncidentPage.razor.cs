using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Data.Incidents;
using Portal.Data.Incidents.Reports;
using Portal.Data.Live;
using Portal.Shared;

namespace Portal.Incidents;

/// <summary>One incident: its chain, what is said about it, and its report to take away.</summary>
/// <param name="incidents">Reads it.</param>
/// <param name="reports">Gathers the report.</param>
/// <param name="rename">Gives it another title.</param>
/// <param name="close">Ends statements.</param>
/// <param name="reopen">Takes them again.</param>
/// <param name="dialogs">Asks for a title.</param>
/// <param name="navigation">Leads away when there is none.</param>
/// <param name="feed">Says when it changed.</param>
public sealed partial class IncidentPage(
    IncidentQueries incidents,
    IncidentReports reports,
    RenameIncident rename,
    CloseIncident close,
    ReopenIncident reopen,
    IDialogService dialogs,
    NavigationManager navigation,
    ChangeFeed feed) : LivePage(feed, Topic.Incidents)
{
    private IncidentDetail? _incident;
    private IncidentReport? _report;
    private string? _digest;
    private string? _problem;

    /// <summary>Which incident.</summary>
    [Parameter]
    public Guid Id { get; set; }

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        var id = new IncidentId(Id);
        var incident = await incidents.FindAsync(id, By, cancellationToken);
        if (incident is null)
        {
            navigation.NotFound();
            return;
        }
        try
        {
            _report = await reports.OfAsync(id, By, cancellationToken);
            _digest = _report is null ? null : ReportJson.Digest(_report);
        }
        catch (UncitedSentenceException uncited)
        {
            (_report, _digest, _problem) = (null, null, uncited.Message);
        }
        _incident = incident;
    }

    private async Task RenameAsync()
    {
        if (await TitleDialog.AskAsync(dialogs, _incident!.Title) is { } title)
        {
            Tell(await rename.RunAsync(_incident.Id, title, By, Leaving));
        }
    }

    private async Task MoveAsync() => Tell(_incident!.State == IncidentState.Open
        ? await close.RunAsync(_incident.Id, By, Leaving)
        : await reopen.RunAsync(_incident.Id, By, Leaving));

    private void Tell(IncidentMoved moved) => _problem = IncidentLooks.Problem(moved);
}
