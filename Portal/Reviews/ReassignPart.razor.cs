using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Data.Access;
using Portal.Data.People;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Reassignment;

namespace Portal.Reviews;

/// <summary>Puts questions of a campaign before somebody else.</summary>
/// <param name="reassign">Does it.</param>
/// <param name="toasts">Tell what came of it.</param>
public sealed partial class ReassignPart(ReassignReviewItems reassign, ISnackbar toasts)
{
    private string _from = string.Empty;
    private PersonRow? _to;
    private string _reason = string.Empty;
    private bool _isBusy;

    /// <summary>The campaign.</summary>
    [Parameter, EditorRequired]
    public CampaignId Campaign { get; set; }

    /// <summary>Who is asked in it.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<ReviewerProgress> Reviewers { get; set; } = [];

    /// <summary>The one item that it is about, or null for all of a reviewer.</summary>
    [Parameter]
    public ReviewItemRow? Item { get; set; }

    /// <summary>Who reassigns.</summary>
    [Parameter, EditorRequired]
    public Caller By { get; set; } = default!;

    /// <summary>Told when it shall not be about one item any more.</summary>
    [Parameter]
    public EventCallback OnItemLeft { get; set; }

    private bool IsComplete => _to is not null && !string.IsNullOrWhiteSpace(_reason) && (Item is not null || Guid.TryParse(_from, out _));

    private async Task RunAsync()
    {
        if (!IsComplete)
        {
            return;
        }
        _isBusy = true;
        try
        {
            var draft = Item is { } item
                ? new ReassignDraft([item.Id], From: null, _to!.Id, _reason)
                : new ReassignDraft([], new PersonId(Guid.Parse(_from)), _to!.Id, _reason);
            var result = await reassign.RunAsync(Campaign, draft, By, CancellationToken.None);
            toasts.Add(ReassignmentWords.Said(result), result is { Done: > 0 } ? Severity.Success : Severity.Error);
            if (result is { Done: > 0 })
            {
                (_from, _to, _reason) = (string.Empty, null, string.Empty);
                await OnItemLeft.InvokeAsync();
            }
        }
        finally
        {
            _isBusy = false;
        }
    }
}
