using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Data.Live;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Schedules;
using Portal.Data.Reviews.Scopes;
using Portal.Data.Reviews.Stages;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>One template, or a new one, with its next runs as they would be. Which access lives in the address.</summary>
/// <param name="templates">Reads it.</param>
/// <param name="campaigns">Names people and groups.</param>
/// <param name="save">Saves it.</param>
/// <param name="toasts">Tell.</param>
/// <param name="navigation">Holds the scope.</param>
/// <param name="feed">Says when it changed.</param>
public sealed partial class TemplatePage(
    CampaignTemplateQueries templates, CampaignQueries campaigns, SaveCampaignTemplate save, ISnackbar toasts, NavigationManager navigation, ChangeFeed feed) : LivePage(feed, Topic.Reviews)
{
    private static readonly FilterSelect.Option[] RiskOptions = [new("75", "critical"), new("50", "high or more"), new("25", "medium or more")];

    private static readonly FilterSelect.Option[] PrivilegedOptions = [new("true", "only privileged identities"), new("false", "only others")];

    private static readonly FilterSelect.Option[] CertifiedOptions = [new("true", "not since it came or changed")];

    private CampaignTemplateRow? _row;
    private TemplateForm? _form;
    private Guid? _shown;
    private IReadOnlyDictionary<string, string[]> _problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
    private StageNames _names = StageNames.None;
    private bool _isMissing;
    private bool _isBusy;

    /// <summary>The template's id, or null for a new one.</summary>
    [Parameter]
    public Guid? Id { get; set; }

    private string Query => new Uri(navigation.Uri).Query;

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (Id is not { } id)
        {
            (_row, _isMissing) = (null, false);
            _names = await campaigns.NamesAsync([], By, cancellationToken);
            _form = _shown is null && _form is not null ? _form : TemplateForm.New(Now, Zone);
            _shown = null;
            return;
        }
        _row = await templates.FindAsync(new CampaignTemplateId(id), By, cancellationToken);
        _isMissing = _row is null;
        _names = await campaigns.NamesAsync(_row?.Stages ?? [], By, cancellationToken);
        if (_row is null || _shown == id)
        {
            return;
        }
        // What somebody is writing is not taken away by a change elsewhere: saving then says so.
        _shown = id;
        _form = TemplateForm.Of(_row, _names);
        if (Query.Length == 0 && _row.Filter.Length > 0)
        {
            navigation.NavigateTo(new Uri(navigation.Uri).AbsolutePath + _row.Filter, replace: true);
        }
    }

    private async Task SaveAsync()
    {
        // A browser may press a button that this page disabled.
        if (_isBusy || _form is not { } form)
        {
            return;
        }
        _isBusy = true;
        try
        {
            var draft = form.ToDraft(ReviewScope.Parse(Query).ToQuery());
            var saved = Id is { } id
                ? await save.UpdateAsync(new CampaignTemplateId(id), form.Version, draft, By, CancellationToken.None)
                : await save.CreateAsync(draft, By, CancellationToken.None);
            _problems = saved?.Problems ?? _problems;
            if (saved?.Id is { } done)
            {
                toasts.Add("Saved.", Severity.Success);
                _shown = null;
                navigation.NavigateTo($"/campaigns/templates/{done.Value}{draft.Filter}");
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
