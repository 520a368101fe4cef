using Microsoft.AspNetCore.Components;
using Portal.Data.Access;
using Portal.Data.Lists;
using Portal.Data.People;
using Portal.Data.Permissions.Reading;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Drafts;
using Portal.Data.Reviews.Pauses;
using Portal.Hosting.Api;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>
/// What a person was asked in one campaign. GET shows, POST keeps drafts, which decide nothing before they are submitted, see <see cref="ReviewSummaryPage"/>; the address carries no authority, and who was not asked learns nothing.
/// </summary>
/// <param name="reviews">Reads what was asked.</param>
/// <param name="policies">Reads guarded policies, which is recorded.</param>
/// <param name="drafts">Keeps the answers until they are submitted.</param>
/// <param name="ask">Asks somebody about an item.</param>
/// <param name="postpone">Puts an item off.</param>
/// <param name="directory">Finds who is asked.</param>
/// <param name="navigation">Leads back to the page after saving, so that loading it again sends nothing again.</param>
public sealed partial class ReviewSheetPage(ReviewQueries reviews, ReadPolicies policies, SaveReviewDrafts drafts, AskAboutItem ask, PostponeItem postpone, CallerDirectory directory, NavigationManager navigation)
{
    private readonly Dictionary<ReviewItemId, string> _problems = [];
    private readonly Dictionary<string, string> _opened = new(StringComparer.Ordinal);
    private ReviewSheet? _sheet;
    private ReviewForm? _form;
    private ReviewItemId? _pausing;
    private int _saved;
    private bool _isNotOpen;

    /// <summary>The campaign's id.</summary>
    [Parameter]
    public Guid Campaign { get; set; }

    /// <summary>Where the page of a long sheet starts.</summary>
    [SupplyParameterFromQuery]
    public string? After { get; set; }

    /// <summary>Whether drafts were saved just now; only words depend on it, all figures are read.</summary>
    [SupplyParameterFromQuery(Name = "saved")]
    public bool IsSaved { get; set; }

    /// <summary>Whether answers were submitted just now; likewise.</summary>
    [SupplyParameterFromQuery(Name = "submitted")]
    public bool IsSubmitted { get; set; }

    /// <summary>Whether somebody was asked just now, or something postponed; likewise.</summary>
    [SupplyParameterFromQuery(Name = "paused")]
    public string? HasPaused { get; set; }

    /// <summary>The reader's zone.</summary>
    [CascadingParameter]
    public ReaderZone Zone { get; set; } = ReaderZone.Utc;

    /// <summary>The request.</summary>
    [CascadingParameter]
    public required HttpContext Context { get; set; }

    private string Action => After is null ? $"/reviews/{Campaign}" : $"/reviews/{Campaign}?after={Uri.EscapeDataString(After)}";

    private Caller By => Context.GetCaller();

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        try
        {
            _sheet = await reviews.FindSheetAsync(new CampaignId(Campaign), After, By, Context.RequestAborted);
        }
        catch (BadCursorException)
        {
            _sheet = await reviews.FindSheetAsync(new CampaignId(Campaign), after: null, By, Context.RequestAborted);
        }
    }

    private async Task SaveAsync()
    {
        if (_sheet is null)
        {
            return;
        }
        var posted = await Context.Request.ReadFormAsync(Context.RequestAborted);
        _form = new ReviewForm(posted, Zone);
        if (posted[ReviewForm.Show].ToString() is { Length: > 0 } hash)
        {
            await OpenAsync(_sheet, hash);
            return;
        }
        List<ReviewItemRow> items = [.. _sheet.Agents.SelectMany(a => a.Items)];
        foreach (var item in _form.WithoutDay(items))
        {
            _problems[item.Id] = "Not saved: the date has to be written as 2027-03-31.";
        }
        // Once the drafts are in, a reader who gives up waiting must not leave the page without knowing.
        var saved = await drafts.RunAsync(new CampaignId(Campaign), _form.Drafts(items.Where(i => !_problems.ContainsKey(i.Id))), By, CancellationToken.None);
        _isNotOpen = saved is null or { Outcome: Decided.NotOpen };
        _saved = saved?.Saved ?? 0;
        foreach (var item in saved?.NotTheirs ?? [])
        {
            _problems[item] = ReviewWords.Problem(Decided.NotReviewer);
        }
        var paused = _isNotOpen ? null : await PauseAsync(items);
        if (_problems.Count == 0 && !_isNotOpen)
        {
            navigation.NavigateTo(paused is null ? Leads(_sheet) : Said("paused", paused));
            return;
        }
        await ReadAsync();
    }

    /// <summary>Asks about an item, or postpones it, where that button was pressed.</summary>
    /// <returns>What was done, or null.</returns>
    private async Task<string?> PauseAsync(IReadOnlyList<ReviewItemRow> items)
    {
        Paused outcome;
        string done;
        if (_form!.Pressed(ReviewForm.Ask, items) is { } asked)
        {
            (_pausing, done) = (asked.Id, "asked");
            outcome = (await directory.FindPersonAsync(_form.To(asked).Trim(), Context.RequestAborted))?.Person is { } to
                ? await ask.RunAsync(new CampaignId(Campaign), asked.Id, to, _form.Question(asked), By, CancellationToken.None)
                : Paused.NobodyToAsk;
        }
        else if (_form.Pressed(ReviewForm.Postpone, items) is { } postponed)
        {
            (_pausing, done) = (postponed.Id, "postponed");
            outcome = _form.Later(postponed) is { } until
                ? await postpone.RunAsync(new CampaignId(Campaign), postponed.Id, until, By, CancellationToken.None)
                : Paused.DayNotPossible;
        }
        else
        {
            return null;
        }
        if (outcome == Paused.Done)
        {
            return done;
        }
        _problems[_pausing.Value] = ReviewWords.Problem(outcome);
        return null;
    }

    private string Leads(ReviewSheet sheet) => _form?.Goes switch
    {
        ReviewForm.ToSummary => $"/reviews/{Campaign}/summary",
        ReviewForm.ToNext when sheet.Next is { } next => $"/reviews/{Campaign}?after={Uri.EscapeDataString(next)}",
        _ => Said("saved", "true"),
    };

    private string Said(string name, string value) => $"{Action}{(After is null ? '?' : '&')}{name}={value}";

    private static string? Chosen(ReviewItemRow item) => item.Draft is { IsStale: false } draft ? draft.Kind is { } kind ? ReviewForm.ValueOf(kind) : null : ReviewForm.ValueOf(item);

    private static string? Reason(ReviewItemRow item) => item.Draft is { IsStale: false } draft ? draft.Justification : item.Justification;

    private string Until(ReviewItemRow item) => ReviewForm.ValueOf(item.Draft is { IsStale: false } draft ? draft.Until : item.Until, Zone);

    /// <summary>Shows a guarded policy of this sheet, and keeps what was answered so far in the form.</summary>
    private async Task OpenAsync(ReviewSheet sheet, string hash)
    {
        if (sheet.Guarded.Contains(hash) && await policies.DocumentAsync(hash, By, Context.RequestAborted) is { Text: { } text })
        {
            _opened[hash] = text;
        }
    }

    private IReadOnlyDictionary<string, string> Policies(ReviewSheet sheet) => _opened.Count == 0
        ? sheet.Policies
        : sheet.Policies.Concat(_opened).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
}
