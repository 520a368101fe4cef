using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Data.Access;
using Portal.Data.Reviews.Remediations.Carrying;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>The brake, with what waits behind it and the two ways on.</summary>
/// <param name="release">Lets it go on, or calls it off.</param>
/// <param name="dialogs">Ask.</param>
/// <param name="toasts">Tell.</param>
public sealed partial class BrakePart(ReleaseBrake release, IDialogService dialogs, ISnackbar toasts)
{
    /// <summary>The brake.</summary>
    [Parameter, EditorRequired]
    public BrakeRow Brake { get; set; } = default!;

    /// <summary>Who acts.</summary>
    [Parameter, EditorRequired]
    public Caller By { get; set; } = default!;

    /// <summary>Told after a step.</summary>
    [Parameter]
    public EventCallback OnMoved { get; set; }

    private async Task ReleaseAsync()
    {
        if (await ConfirmDialog.AskAsync(
            dialogs, "May it go on?", $"{Words.Count(Brake.HeldCount, "entitlement")} will be taken away. Look at what waits first.", "It may go on", isDanger: true) is not null)
        {
            await TellAsync(await release.RunAsync(Brake.Id, By, CancellationToken.None));
        }
    }

    private async Task CallOffAsync()
    {
        if (await ConfirmDialog.AskAsync(
            dialogs, "Call off what waits?", "It is planned again, and nothing is done about it until somebody asks for it anew.", "Call it off", isDanger: true) is not null)
        {
            await TellAsync(await release.CallOffAsync(Brake.Id, By, CancellationToken.None));
        }
    }

    private async Task TellAsync(BrakeMoved? moved)
    {
        toasts.Add(RemediationWords.Said(moved), moved is BrakeMoved.OwnYes or BrakeMoved.PersonNeeded or null ? Severity.Error : Severity.Success);
        await OnMoved.InvokeAsync();
    }
}
