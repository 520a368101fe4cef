using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Portal.Incidents;

/// <summary>Asks for another title.</summary>
public sealed partial class TitleDialog
{
    private string _title = string.Empty;

    /// <summary>The title so far.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = string.Empty;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = default!;

    /// <summary>Asks, and waits for the answer.</summary>
    /// <returns>The title, or null when the answer was no.</returns>
    public static async Task<string?> AskAsync(IDialogService dialogs, string title)
    {
        var parameters = new DialogParameters<TitleDialog> { { d => d.Title, title } };
        var dialog = await dialogs.ShowAsync<TitleDialog>("Rename", parameters, new() { MaxWidth = MaxWidth.ExtraSmall, FullWidth = true, CloseOnEscapeKey = true });
        return await dialog.Result is { Canceled: false, Data: string asked } ? asked : null;
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => _title = Title;
}
