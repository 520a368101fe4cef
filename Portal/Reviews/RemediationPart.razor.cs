using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Data.Access;
using Portal.Data.Reviews.Remediations;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>One revoke on its way to proof, with the steps that a person can take.</summary>
/// <param name="read">Reads commands that are guarded, which is recorded.</param>
/// <param name="apply">Asks for it to be carried out.</param>
/// <param name="approve">Agrees to it.</param>
/// <param name="markApplied">Says that it was carried out.</param>
/// <param name="retry">Starts over.</param>
/// <param name="undo">Takes the revoke back.</param>
/// <param name="acceptRisk">Accepts that it stays.</param>
/// <param name="clock">The time.</param>
/// <param name="dialogs">Ask.</param>
/// <param name="toasts">Tell.</param>
public sealed partial class RemediationPart(
    ReadRemediations read,
    ApplyRemediation apply,
    ApproveRemediation approve,
    MarkRemediationApplied markApplied,
    RetryRemediation retry,
    UndoRemediation undo,
    AcceptRemediationRisk acceptRisk,
    TimeProvider clock,
    IDialogService dialogs,
    ISnackbar toasts)
{
    private const int AcceptedDays = 90;
    private RemediationRow? _read;

    /// <summary>The revoke.</summary>
    [Parameter, EditorRequired]
    public RemediationRow Remediation { get; set; } = default!;

    /// <summary>Who acts.</summary>
    [Parameter, EditorRequired]
    public Caller By { get; set; } = default!;

    /// <summary>Told after a step.</summary>
    [Parameter]
    public EventCallback OnMoved { get; set; }

    // Its commands as they were asked for, as long as it is the same.
    private RemediationRow Whole => _read?.Id == Remediation.Id && Remediation.IsGuarded ? _read : Remediation;

    private async Task ReadAsync() => _read = await read.FindAsync(Remediation.Id, By, CancellationToken.None);

    // A guarded command is there, but not shown.
    private bool HasCommand => Remediation.Command is not null || Remediation.IsGuarded;

    private bool IsToAskFor => HasCommand && Remediation is ({ NeedsApproval: true } or { IsPortalAble: true }) and { State: RemediationState.Planned or RemediationState.Failed or RemediationState.Reappeared };

    private bool IsToRun => HasCommand && !(IsToAskFor && Remediation.NeedsApproval)
        && Remediation is { State: RemediationState.Planned or RemediationState.Failed or RemediationState.Reappeared } or { State: RemediationState.Applying, Carrier: Carrier.Person };

    private bool CanApprove => By.Can(Right.ApproveRemediations) && Remediation.State == RemediationState.AwaitingApproval
        && By.Person is { } person && person != Remediation.RequestedBy?.Id && person != Remediation.Reviewer.Id;

    private static string Remains(RemainingPath path) => path.ActionCount == 0
        ? "what it allows is not known."
        : Visible.Spell($"{string.Join(", ", path.Actions)}{(path.ActionCount > path.Actions.Count ? $" and {Words.Number(path.ActionCount - path.Actions.Count)} more" : string.Empty)} on {string.Join(", ", path.Resources)}");

    private async Task ApplyAsync()
    {
        if (!Remediation.IsPortalAble || await ConfirmDialog.AskAsync(
            dialogs,
            "Have it carried out?",
            $"Governance takes {Visible.Spell(Remediation.Entitlement.Name)} from {Visible.Spell(Remediation.Principal)}{(Remediation.NeedsApproval ? " as soon as a second person agrees" : string.Empty)}, if it still is what was decided about. What was there is kept and can be given back.",
            "Carry it out",
            isDanger: true) is not null)
        {
            await TellAsync(await apply.RunAsync(Remediation.Id, By, CancellationToken.None));
        }
    }

    private async Task ApproveAsync()
    {
        if (await ConfirmDialog.AskAsync(
            dialogs,
            "Agree to it?",
            $"{Visible.Spell(Remediation.Entitlement.Name)} is taken from {Visible.Spell(Remediation.Principal)}, as the command says. Your name stands beside it.",
            "Agree",
            isDanger: true) is not null)
        {
            await TellAsync(await approve.RunAsync(Remediation.Id, Remediation.Plan, By, CancellationToken.None));
        }
    }

    private async Task MarkAppliedAsync() => await TellAsync(await markApplied.RunAsync(Remediation.Id, By, CancellationToken.None));

    private async Task RetryAsync() => await TellAsync(await retry.RunAsync(Remediation.Id, By, CancellationToken.None));

    private async Task UndoAsync()
    {
        if (await ConfirmDialog.AskAsync(
            dialogs,
            "Take the revoke back?",
            "The reviewer's decision stays on record, beside your name and reason. If the access was taken away already, run the command that gives it back.",
            "Take it back",
            isDanger: true,
            asksReason: true) is { } reason)
        {
            await TellAsync(await undo.RunAsync(Remediation.Id, reason, By, CancellationToken.None));
        }
    }

    private async Task AcceptAsync()
    {
        if (await ConfirmDialog.AskAsync(
            dialogs,
            "Accept the risk?",
            "The access stays for 90 days although it was revoked, in your name. After that it counts as not carried out again.",
            "Accept it",
            isDanger: true,
            asksReason: true) is { } reason)
        {
            await TellAsync(await acceptRisk.RunAsync(Remediation.Id, clock.GetUtcNow().AddDays(AcceptedDays), reason, By, CancellationToken.None));
        }
    }

    private async Task TellAsync(RemediationMoved? moved)
    {
        toasts.Add(RemediationWords.Said(moved), moved is RemediationMoved.Done or RemediationMoved.AlreadySo ? Severity.Success : Severity.Error);
        await OnMoved.InvokeAsync();
    }
}
