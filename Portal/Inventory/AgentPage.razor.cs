using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Data.Inventory;
using Portal.Data.Inventory.Curation;
using Portal.Data.Inventory.Handover;
using Portal.Data.Live;
using Portal.Shared;

namespace Portal.Inventory;

/// <summary>One agent: who answers for it, through what it acts, why it is a risk.</summary>
/// <param name="agents">Reads it.</param>
/// <param name="update">Changes what is said of it.</param>
/// <param name="settle">Says what it is.</param>
/// <param name="answer">Takes the new owner's word.</param>
/// <param name="dialogs">Ask.</param>
/// <param name="toasts">Tell.</param>
/// <param name="navigation">Leads away when there is none.</param>
/// <param name="feed">Says when it changed.</param>
public sealed partial class AgentPage(
    AgentQueries agents,
    UpdateAgent update,
    SettleAgent settle,
    AnswerForAgents answer,
    IDialogService dialogs,
    ISnackbar toasts,
    NavigationManager navigation,
    ChangeFeed feed)
    : LivePage(feed, Topic.Inventory, Topic.People)
{
    private const string Overview = "overview";
    private const string Reviews = "reviews";
    private const string Timeline = "timeline";

    private static readonly Tabs.Tab[] AllTabs = [new(Overview, "Overview"), new(Timeline, "Timeline"), new(Reviews, "Reviews")];

    private AgentDetail? _detail;

    /// <summary>Which agent.</summary>
    [Parameter]
    public Guid Id { get; set; }

    /// <summary>The open tab, or null for the first.</summary>
    [SupplyParameterFromQuery]
    public string? Tab { get; set; }

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        _detail = await agents.FindAsync(new AgentId(Id), By, cancellationToken);
        if (_detail is null)
        {
            navigation.NotFound();
        }
    }

    private Task<bool> EditAsync() => AgentDialog.OpenAsync(
        dialogs,
        By,
        "Edit the agent",
        "Save",
        _detail!.Agent,
        suggestedName: string.Empty,
        async draft => AgentDialog.Problem((await update.RunAsync(new AgentId(Id), PatchOf(draft, _detail.Version), By, Leaving)).Outcome));

    private static AgentPatch PatchOf(AgentDraft draft, int version) => new()
    {
        Version = version,
        Name = draft.Name,
        Purpose = draft.Purpose,
        Environment = draft.Environment,
        Autonomy = draft.Autonomy,
        Owner = new(draft.Owner),
        Sponsor = new(draft.Sponsor),
    };

    private async Task ConfirmAsync() => Tell(await settle.ConfirmAsync(new AgentId(Id), By, Leaving), "Confirmed.");

    private async Task TakeOnAsync()
    {
        var outcome = (await answer.RunAsync([new(new AgentId(Id), HandTo: null)], By, Leaving))[0];
        toasts.Add(
            outcome == OwnershipAnswered.Done ? "Confirmed: you answer for it." : InheritedPage.Problem(outcome),
            outcome == OwnershipAnswered.Done ? Severity.Success : Severity.Error);
    }

    private async Task DismissAsync()
    {
        if (await ConfirmDialog.AskAsync(
            dialogs,
            "This is not an agent?",
            "Its identities no longer count as an agent's, whatever their signals say. You can take this back by confirming it.",
            "Dismiss",
            asksReason: true) is { } reason)
        {
            Tell(await settle.DismissAsync(new AgentId(Id), reason, By, Leaving), "Dismissed.");
        }
    }

    private async Task RetireAsync()
    {
        if (await ConfirmDialog.AskAsync(
            dialogs,
            "Retire this agent?",
            "It leaves the lists of agents in use. What it still holds stays visible, and is not taken away by this.",
            "Retire",
            asksReason: true) is { } reason)
        {
            Tell(await settle.RetireAsync(new AgentId(Id), reason, By, Leaving), "Retired.");
        }
    }

    private void Tell(AgentResult result, string done)
    {
        var problem = AgentDialog.Problem(result.Outcome);
        toasts.Add(problem ?? done, problem is null ? Severity.Success : Severity.Error);
    }
}
