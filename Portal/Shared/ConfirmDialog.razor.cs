using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Portal.Shared;

/// <summary>Asks before something that is not easily undone, and for the reason where one is kept.</summary>
public sealed partial class ConfirmDialog
{
    private const int LongestReason = 1000;

    private string _reason = string.Empty;

    /// <summary>The question.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = string.Empty;

    /// <summary>What will happen.</summary>
    [Parameter, EditorRequired]
    public string Text { get; set; } = string.Empty;

    /// <summary>The verb on the button.</summary>
    [Parameter, EditorRequired]
    public string Act { get; set; } = string.Empty;

    /// <summary>Whether it takes something away.</summary>
    [Parameter]
    public bool IsDanger { get; set; }

    /// <summary>Whether a reason must be given.</summary>
    [Parameter]
    public bool AsksReason { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = default!;

    /// <summary>Asks, and waits for the answer.</summary>
    /// <returns>The reason, empty when none was asked for; null when the answer was no.</returns>
    public static async Task<string?> AskAsync(
        IDialogService dialogs, string title, string text, string act, bool isDanger = false, bool asksReason = false)
    {
        var parameters = new DialogParameters<ConfirmDialog>
        {
            { d => d.Title, title },
            { d => d.Text, text },
            { d => d.Act, act },
            { d => d.IsDanger, isDanger },
            { d => d.AsksReason, asksReason },
        };
        var dialog = await dialogs.ShowAsync<ConfirmDialog>(title, parameters, new() { MaxWidth = MaxWidth.ExtraSmall, FullWidth = true, CloseOnEscapeKey = true });
        return (await dialog.Result) is { Canceled: false, Data: string reason } ? reason : null;
    }

    private void Cancel() => Dialog.Cancel();

    private bool IsReasonMissing => AsksReason && (string.IsNullOrWhiteSpace(_reason) || _reason.Length > LongestReason);

    private void Confirm()
    {
        // A browser may press a button that this page disabled.
        if (!IsReasonMissing)
        {
            Dialog.Close(DialogResult.Ok(_reason.Trim()));
        }
    }
}
