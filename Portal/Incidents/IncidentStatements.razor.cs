using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Incidents;
using Portal.Data.Incidents.Reports;
using Portal.Shared;

namespace Portal.Incidents;

/// <summary>What people and agents say about an incident, and a form to add more.</summary>
/// <param name="add">Adds a statement.</param>
/// <param name="withdraw">Withdraws one.</param>
/// <param name="dialogs">Asks why.</param>
/// <param name="clock">The time.</param>
public sealed partial class IncidentStatements(AddStatement add, WithdrawStatement withdraw, IDialogService dialogs, TimeProvider clock)
{
    private IReadOnlyList<string> _problems = [];
    private StatementKind _kind = StatementKind.Person;
    private string _speaker = string.Empty;
    private string _text = string.Empty;
    private string _source = string.Empty;
    private DateTime _saidAt;
    private Guid _about;
    private bool _isBusy;

    /// <summary>The incident.</summary>
    [Parameter, EditorRequired]
    public IncidentDetail Incident { get; set; } = default!;

    /// <summary>Its report, whose acts a statement can be about; null when there is none.</summary>
    [Parameter, EditorRequired]
    public IncidentReport? Report { get; set; }

    /// <summary>Who reads it.</summary>
    [Parameter, EditorRequired]
    public Caller By { get; set; } = default!;

    /// <summary>Where the reader is.</summary>
    [Parameter, EditorRequired]
    public ReaderZone Zone { get; set; } = default!;

    private TimeProvider Clock => clock;

    private bool CanAdd => Incident.State == IncidentState.Open && By.Can(Right.ManageIncidents);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_saidAt == default)
        {
            var now = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), Zone.Zone).DateTime;
            _saidAt = new(now.Year, now.Month, now.Day, now.Hour, now.Minute, 0, DateTimeKind.Unspecified);
        }
        if (_about == Guid.Empty && Report is { Acts: [var first, ..] })
        {
            _about = first.First.Value;
        }
    }

    private async Task AddAsync()
    {
        // A browser may press a button that this page disabled.
        if (_isBusy)
        {
            return;
        }
        _isBusy = true;
        try
        {
            var draft = new StatementDraft(_kind, _speaker, _text, _kind == StatementKind.Agent ? _source : null, Zone.Read(_saidAt), [new ChangeId(_about)]);
            var added = await add.RunAsync(Incident.Id, draft, By, CancellationToken.None);
            _problems = added.Problems.Count > 0 ? [.. added.Problems.Values.SelectMany(p => p)]
                : IncidentLooks.Problem(added.Moved) is { } problem ? [problem] : [];
            if (added.Id is not null)
            {
                (_speaker, _text, _source) = (string.Empty, string.Empty, string.Empty);
            }
        }
        finally
        {
            _isBusy = false;
        }
    }

    private async Task WithdrawAsync(StatementRow statement)
    {
        if (await ConfirmDialog.AskAsync(dialogs, "Withdraw this statement?", "It stays to be seen here and in the report, as withdrawn.", "Withdraw", asksReason: true) is { } reason)
        {
            var moved = await withdraw.RunAsync(Incident.Id, statement.Id, reason, By, CancellationToken.None);
            _problems = IncidentLooks.Problem(moved) is { } problem ? [problem] : [];
        }
    }
}
