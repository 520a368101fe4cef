using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Data.Access;
using Portal.Data.Incidents;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Shared;

namespace Portal.Incidents;

/// <summary>Names the time range and the agents that an incident is about.</summary>
/// <param name="agents">Finds agents.</param>
public sealed partial class IncidentDialog(AgentQueries agents)
{
    private readonly List<AgentRow> _agents = [];
    private readonly List<IdentityRow> _identities = [];
    private IReadOnlyDictionary<string, string[]> _problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
    private AgentRow? _agent;
    private IdentityRow? _identity;
    private string _title = string.Empty;
    private DateTime _from;
    private DateTime _to;
    private bool _isSaving;

    /// <summary>Who asks.</summary>
    [Parameter, EditorRequired]
    public Caller By { get; set; } = default!;

    /// <summary>Where the reader is.</summary>
    [Parameter, EditorRequired]
    public ReaderZone Zone { get; set; } = default!;

    /// <summary>The time.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset Now { get; set; }

    /// <summary>Makes it.</summary>
    [Parameter, EditorRequired]
    public Func<IncidentDraft, Task<IncidentCreated>> Save { get; set; } = default!;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = default!;

    /// <summary>Opens the dialog.</summary>
    /// <returns>The incident that was made, or null.</returns>
    public static async Task<IncidentId?> OpenAsync(IDialogService dialogs, Caller by, ReaderZone zone, DateTimeOffset now, Func<IncidentDraft, Task<IncidentCreated>> save)
    {
        var parameters = new DialogParameters<IncidentDialog> { { d => d.By, by }, { d => d.Zone, zone }, { d => d.Now, now }, { d => d.Save, save } };
        var dialog = await dialogs.ShowAsync<IncidentDialog>("New incident", parameters, new() { MaxWidth = MaxWidth.Small, FullWidth = true, CloseOnEscapeKey = true });
        return await dialog.Result is { Canceled: false, Data: IncidentId id } ? id : null;
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        var now = TimeZoneInfo.ConvertTime(Now, Zone.Zone).DateTime;
        _to = new(now.Year, now.Month, now.Day, now.Hour, now.Minute, 0, DateTimeKind.Unspecified);
        _from = _to.AddDays(-1);
    }

    private async Task<IReadOnlyList<AgentRow>> FindAgentsAsync(string? text, int most, CancellationToken cancellationToken) =>
        (await agents.ListAsync(new() { Q = text }, new PageRequest(Limit: most), By, cancellationToken)).Items;

    private void AddAgent(AgentRow? agent)
    {
        if (agent is not null && !_agents.Exists(a => a.Id == agent.Id))
        {
            _agents.Add(agent);
        }
        _agent = null;
    }

    private void AddIdentity(IdentityRow? identity)
    {
        if (identity is not null && !_identities.Exists(i => i.Id == identity.Id))
        {
            _identities.Add(identity);
        }
        _identity = null;
    }

    private async Task SaveAsync()
    {
        // A browser may press a button that this dialog disabled.
        if (_isSaving)
        {
            return;
        }
        _isSaving = true;
        try
        {
            var created = await Save(new(_title, Zone.Read(_from), Zone.Read(_to), [.. _agents.Select(a => a.Id)], [.. _identities.Select(i => i.Id)]));
            _problems = created.Problems;
            if (created.Id is { } id)
            {
                Dialog.Close(DialogResult.Ok(id));
            }
        }
        finally
        {
            _isSaving = false;
        }
    }
}
