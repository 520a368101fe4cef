using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Data.Access;
using Portal.Data.Reviews.NoAnswers;
using Portal.Data.Reviews.Remediations.Carrying;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>What a campaign's policy is to take away and waits for two people, with the two ways on.</summary>
/// <param name="release">Lets it go on, or calls it off.</param>
/// <param name="dialogs">Ask.</param>
/// <param name="toasts">Tell.</param>
public sealed partial class PolicyHoldPart(ReleaseBrake release, IDialogService dialogs, ISnackbar toasts)
{
    /// <summary>What waits.</summary>
    [Parameter, EditorRequired]
    public PolicyHold Hold { get; set; } = default!;

    /// <summary>Who acts.</summary>
    [Parameter, EditorRequired]
    public Caller By { get; set; } = default!;

    /// <summary>Told after a step.</summary>
    [Parameter]
    public EventCallback OnMoved { get; set; }

    private async Task ReleaseAsync()
    {
        var words = $"{Words.Count(Hold.HeldCount, "permission")} will be revoked although nobody decided on {(Hold.HeldCount == 1 ? "it" : "them")}. Look at what waits first.";
        if (await ConfirmDialog.AskAsync(dialogs, "May it go on?", words, "It may go on", isDanger: true) is not null)
        {
            await TellAsync(await release.RunAsync(Hold.Brake, By, CancellationToken.None));
        }
    }

    private async Task CallOffAsync()
    {
        if (await ConfirmDialog.AskAsync(dialogs, "Call off what waits?", "That access stays, and is reported as unanswered.", "Call it off", isDanger: true) is not null)
        {
            await TellAsync(await release.CallOffAsync(Hold.Brake, By, CancellationToken.None));
        }
    }

    private async Task TellAsync(BrakeMoved? moved)
    {
        toasts.Add(RemediationWords.Said(moved), moved is BrakeMoved.OwnYes or BrakeMoved.PersonNeeded or null ? Severity.Error : Severity.Success);
        await OnMoved.InvokeAsync();
    }
}
