using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Inventory.Curation;
using Portal.Data.People;

namespace Portal.Inventory;

/// <summary>Says of an agent what no export can: its purpose, who answers for it, where and how far it may act.</summary>
public sealed partial class AgentDialog
{
    private const int LongestName = 200;
    private const int LongestPurpose = 1000;

    private string _name = string.Empty;
    private string _purpose = string.Empty;
    private PersonRow? _owner;
    private PersonRow? _sponsor;
    private AgentEnvironment _environment;
    private Autonomy _autonomy;
    private bool _isSaving;
    private string? _problem;

    /// <summary>Who edits.</summary>
    [Parameter, EditorRequired]
    public Caller By { get; set; } = default!;

    /// <summary>The heading.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = string.Empty;

    /// <summary>The verb on the button.</summary>
    [Parameter, EditorRequired]
    public string Act { get; set; } = string.Empty;

    /// <summary>The agent that is edited, or null for a new one.</summary>
    [Parameter]
    public AgentRow? Agent { get; set; }

    /// <summary>A name to begin with.</summary>
    [Parameter]
    public string SuggestedName { get; set; } = string.Empty;

    /// <summary>Saves; answers what is wrong, or null when it is saved.</summary>
    [Parameter, EditorRequired]
    public Func<AgentDraft, Task<string?>> Save { get; set; } = default!;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = default!;

    /// <summary>Opens the dialog.</summary>
    /// <returns>Whether it was saved.</returns>
    public static async Task<bool> OpenAsync(
        IDialogService dialogs, Caller by, string title, string act, AgentRow? agent, string suggestedName, Func<AgentDraft, Task<string?>> save)
    {
        var parameters = new DialogParameters<AgentDialog>
        {
            { d => d.By, by },
            { d => d.Title, title },
            { d => d.Act, act },
            { d => d.Agent, agent },
            { d => d.SuggestedName, suggestedName },
            { d => d.Save, save },
        };
        var dialog = await dialogs.ShowAsync<AgentDialog>(title, parameters, new() { MaxWidth = MaxWidth.Small, FullWidth = true, CloseOnEscapeKey = true });
        return await dialog.Result is { Canceled: false };
    }

    /// <summary>What to tell about an answer that is no success, or null.</summary>
    public static string? Problem(AgentSaved saved) => saved switch
    {
        AgentSaved.Saved => null,
        AgentSaved.NotFound => "The agent is no longer there.",
        AgentSaved.NameTaken => "Another agent has this name. Choose one that tells them apart.",
        AgentSaved.NobodyToAnswer => "The owner or sponsor no longer works here. Choose somebody else.",
        AgentSaved.ChangedMeanwhile => "Someone else changed this agent meanwhile. Close this, look at what changed, and try again.",
    };

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _name = Agent?.Name ?? SuggestedName;
        _purpose = Agent?.Purpose ?? string.Empty;
        _owner = RowOf(Agent?.Owner);
        _sponsor = RowOf(Agent?.Sponsor);
        _environment = Agent?.Environment ?? AgentEnvironment.Unknown;
        _autonomy = Agent?.Autonomy ?? Autonomy.Unknown;
    }

    private static PersonRow? RowOf(PersonRef? person) => person is null
        ? null
        : new(person.Id, person.Name, string.Empty, Title: null, Department: null, Manager: null, person.IsActive, AssignedRoles: []);

    private bool CanSave => !_isSaving && !string.IsNullOrWhiteSpace(_name) && _name.Length <= LongestName && _purpose.Length <= LongestPurpose;

    private async Task SaveAsync()
    {
        // A browser may press a button that this dialog disabled.
        if (!CanSave)
        {
            return;
        }
        _isSaving = true;
        try
        {
            _problem = await Save(new(_name.Trim(), _purpose.Trim(), _environment, _autonomy, _owner?.Id, _sponsor?.Id));
        }
        finally
        {
            _isSaving = false;
        }
        if (_problem is null)
        {
            Dialog.Close();
        }
    }
}
