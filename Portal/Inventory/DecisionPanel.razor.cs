using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Inventory.Curation;
using Portal.Data.Lists;
using Portal.Shared;

namespace Portal.Inventory;

/// <summary>Whose an identity is: what people said so far, and what can be said.</summary>
/// <param name="agents">Finds agents by name.</param>
/// <param name="assign">Ties the identity to an agent, or to none.</param>
/// <param name="settle">Confirms a suggested agent.</param>
/// <param name="dialogs">Ask.</param>
/// <param name="toasts">Tell.</param>
public sealed partial class DecisionPanel(
    AgentQueries agents, AssignIdentity assign, SettleAgent settle, IDialogService dialogs, ISnackbar toasts)
{
    private AgentRow? _agent;
    private bool _isAssigning;

    /// <summary>The identity.</summary>
    [Parameter, EditorRequired]
    public IdentityRow Identity { get; set; } = default!;

    /// <summary>Who decides.</summary>
    [Parameter, EditorRequired]
    public Caller By { get; set; } = default!;

    /// <summary>Told after a decision.</summary>
    [Parameter]
    public EventCallback OnDecided { get; set; }

    private async Task<IReadOnlyList<AgentRow>> FindAsync(string? text, int most, CancellationToken cancellationToken) =>
        (await agents.ListAsync(new AgentFilter { Q = text, Order = new(AgentColumn.Name) }, new PageRequest(Limit: most), By, cancellationToken)).Items;

    private async Task ConfirmAsync(AgentRef agent)
    {
        var result = await settle.ConfirmAsync(agent.Id, By, CancellationToken.None);
        await TellAsync(AgentDialog.Problem(result.Outcome), "Confirmed.");
    }

    private Task<bool> MakeAgentAsync() => AgentDialog.OpenAsync(
        dialogs,
        By,
        "Make an agent of this identity",
        "Make",
        agent: null,
        Identity.Name,
        async draft =>
        {
            var problem = Problem((await assign.ToNewAsync(Identity.Id, draft, By, CancellationToken.None)).Outcome);
            if (problem is null)
            {
                await TellAsync(problem: null, $"{draft.Name} is entered.");
            }
            return problem;
        });

    private async Task AssignAsync()
    {
        // A browser may press a button that this page disabled.
        if (_agent is null)
        {
            return;
        }
        var result = await assign.ToAsync(Identity.Id, _agent.Id, By, CancellationToken.None);
        _isAssigning = result.Outcome != IdentityAssigned.Done;
        await TellAsync(Problem(result.Outcome), $"Assigned to {_agent.Name}.");
    }

    private async Task DismissAsync()
    {
        if (await ConfirmDialog.AskAsync(
            dialogs,
            "It belongs to no agent?",
            "It leaves the identities to decide, whatever its signals say. You can assign it later all the same.",
            "Say so") is not null)
        {
            var result = await assign.DismissAsync(Identity.Id, By, CancellationToken.None);
            await TellAsync(Problem(result.Outcome), "Noted: no agent's.");
        }
    }

    private async Task TellAsync(string? problem, string done)
    {
        toasts.Add(problem ?? done, problem is null ? Severity.Success : Severity.Error);
        await OnDecided.InvokeAsync();
    }

    private static string? Problem(IdentityAssigned outcome) => outcome switch
    {
        IdentityAssigned.Done => null,
        IdentityAssigned.NoIdentity => "The identity is no longer there.",
        IdentityAssigned.NoAgent => "The agent is no longer there.",
        IdentityAssigned.AgentNotInUse => "That agent is retired or was dismissed. Confirm it first.",
        IdentityAssigned.NameTaken => "Another agent has this name. Choose one that tells them apart.",
        IdentityAssigned.NobodyToAnswer => "The owner or sponsor no longer works here. Choose somebody else.",
    };
}
