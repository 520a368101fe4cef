using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Data.Live;
using Portal.Data.Reviews.MicroReviews;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>One rule that opens micro-reviews, or a new one, with what it would have caught. Whose access lives in the address.</summary>
/// <param name="rules">Reads it.</param>
/// <param name="save">Saves it.</param>
/// <param name="delete">Removes it.</param>
/// <param name="dialogs">Ask.</param>
/// <param name="toasts">Tell.</param>
/// <param name="navigation">Holds whose access.</param>
/// <param name="feed">Says when it changed.</param>
public sealed partial class MicroReviewPage(
    MicroReviewQueries rules, SaveMicroReviewRule save, DeleteMicroReviewRule delete, IDialogService dialogs, ISnackbar toasts, NavigationManager navigation, ChangeFeed feed)
    : LivePage(feed, Topic.Reviews)
{
    private static readonly IReadOnlyDictionary<string, string[]> NoProblems = new Dictionary<string, string[]>(StringComparer.Ordinal);

    private static readonly ListingColumn[] Columns = [new("What happened"), new("Whose"), new("When"), new("Review")];

    private MicroReviewRuleRow? _row;
    private MicroReviewForm? _form;
    private MicroReviewPreview? _preview;
    private Listing<MicroReviewOccasionRow>? _list;
    private Guid? _shown;
    private IReadOnlyDictionary<string, string[]> _problems = NoProblems;
    private string? _previewed;
    private bool _isMissing;
    private bool _isBusy;

    /// <summary>The rule's id, or null for a new one.</summary>
    [Parameter]
    public Guid? Id { get; set; }

    private string Filter => AgentFilter.Parse(new Uri(navigation.Uri).Query).ToQuery();

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (_previewed != Filter)
        {
            (_preview, _previewed) = (null, Filter);
        }
        if (Id is not { } id)
        {
            (_row, _isMissing) = (null, false);
            _form = _shown is null && _form is not null ? _form : new();
            _shown = null;
            return;
        }
        _row = await rules.FindAsync(new MicroReviewRuleId(id), By, cancellationToken);
        _isMissing = _row is null;
        if (_list is not null)
        {
            await _list.RefreshAsync();
        }
        if (_row is null || _shown == id)
        {
            return;
        }
        // What somebody is writing is not taken away by a change elsewhere: saving then says so.
        (_shown, _form) = (id, MicroReviewForm.Of(_row));
        if (new Uri(navigation.Uri).Query.Length == 0 && _row.Filter.Length > 0)
        {
            navigation.NavigateTo(new Uri(navigation.Uri).AbsolutePath + _row.Filter, replace: true);
        }
    }

    /// <summary>Whether a rule works.</summary>
    internal static MarkupString State(MicroReviewRuleRow rule) => rule switch
    {
        { IsActive: false } => Show.Chip("Off"),
        { Problem: { } problem } => Show.Chip("Needs you", Tone.Bad, problem),
        _ => Show.Chip("On", Tone.Good),
    };

    private static string Meaning(MicroReviewTrigger trigger) => trigger switch
    {
        MicroReviewTrigger.PrivilegedAdded => "A snapshot shows it for the first time, and it gives or takes rights, or nobody can say what it allows.",
        MicroReviewTrigger.BeyondAttested => "Since somebody stood behind it, more came by an event or without one. What a snapshot shows of it is asked about.",
        MicroReviewTrigger.RiskReached => "The risk of one of its identities was lower before. All that this identity holds is asked about.",
        MicroReviewTrigger.OwnerLeft => "Somebody inherited the agent, or nobody did. All that its identities hold is asked about.",
        MicroReviewTrigger.Dormant => "It was used before. Identities of which nobody knows when they were used are not dormant.",
    };

    private async Task<Page<MicroReviewOccasionRow>> ReadAsync(PageRequest page, CancellationToken cancellationToken) =>
        await rules.ListOccasionsAsync(_row!.Id, page, By, cancellationToken) ?? new([], Next: null);

    private void Forget() => _preview = null;

    private async Task PreviewAsync()
    {
        // A browser may press a button that this page disabled.
        if (_isBusy || _form is not { } form)
        {
            return;
        }
        _isBusy = true;
        try
        {
            var draft = form.ToDraft(Filter);
            _problems = MicroReviewQueries.ProblemsOf(draft);
            _preview = _problems.Count > 0 ? null : await rules.PreviewAsync(draft, By, Leaving);
        }
        finally
        {
            _isBusy = false;
        }
    }

    private async Task SaveAsync()
    {
        if (_isBusy || _form is not { } form)
        {
            return;
        }
        _isBusy = true;
        try
        {
            var draft = form.ToDraft(Filter);
            var saved = Id is { } id
                ? await save.UpdateAsync(new MicroReviewRuleId(id), form.Version, draft, By, CancellationToken.None)
                : await save.CreateAsync(draft, By, CancellationToken.None);
            _problems = saved?.Problems ?? NoProblems;
            if (saved?.Id is { } done)
            {
                toasts.Add("Saved.", Severity.Success);
                _shown = null;
                navigation.NavigateTo($"/campaigns/micro-reviews/{done.Value}{draft.Filter}");
                await ReloadAsync();
            }
            else if (saved is null || saved.IsChangedMeanwhile)
            {
                toasts.Add("Somebody else changed it since you opened it. Open it again and repeat.", Severity.Error);
            }
        }
        finally
        {
            _isBusy = false;
        }
    }

    private async Task DeleteAsync()
    {
        var answer = await ConfirmDialog.AskAsync(
            dialogs, $"Delete {_row!.Name}?", "What waits for its next review is not asked about then. Reviews that it opened go on. To only keep it quiet, switch it off.", "Delete", isDanger: true);
        if (answer is not null)
        {
            await delete.RunAsync(_row.Id, By, CancellationToken.None);
            navigation.NavigateTo("/campaigns/micro-reviews");
        }
    }

    private RenderFragment Problem(string field) => builder =>
    {
        if (_problems.TryGetValue(field, out var problems))
        {
            builder.OpenComponent<Notice>(0);
            builder.AddComponentParameter(1, nameof(Notice.Tone), Tone.Bad);
            builder.AddComponentParameter(2, nameof(Notice.Title), string.Join(' ', problems));
            builder.CloseComponent();
        }
    };
}
