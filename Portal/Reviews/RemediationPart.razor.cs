using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Data.Access;
using Portal.Data.Reviews.Remediations;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>One revoke on its way to proof, with the steps that a person can take.</summary>
/// <param name="read">Reads commands that are guarded, which is recorded.</param>
/// <param name="markApplied">Says that it was carried out.</param>
/// <param name="retry">Starts over.</param>
/// <param name="undo">Takes the revoke back.</param>
/// <param name="acceptRisk">Accepts that it stays.</param>
/// <param name="clock">The time.</param>
/// <param name="dialogs">Ask.</param>
/// <param name="toasts">Tell.</param>
public sealed partial class RemediationPart(
    ReadRemediations read,
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
        var (word, severity) = moved is null ? ("It is no longer there.", Severity.Error) : moved.Value switch
        {
            RemediationMoved.Done => ("Noted.", Severity.Success),
            RemediationMoved.AlreadySo => ("It was so already.", Severity.Success),
            RemediationMoved.WrongState => ("Its state does not allow that.", Severity.Error),
            RemediationMoved.ReasonMissing => ("A reason is needed.", Severity.Error),
            RemediationMoved.UntilOutOfRange => ("The date has to be in the future, within a year.", Severity.Error),
        };
        toasts.Add(word, severity);
        await OnMoved.InvokeAsync();
    }
}
