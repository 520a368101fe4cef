using Microsoft.AspNetCore.Components;
using Portal.Data.Access;
using Portal.Data.Lists;
using Portal.Data.Permissions.Reading;
using Portal.Data.Reviews;
using Portal.Hosting.Api;

namespace Portal.Reviews;

/// <summary>
/// What a person was asked in one campaign. GET shows, POST decides; the address carries no authority, and who was not asked learns nothing.
/// </summary>
/// <param name="reviews">Reads what was asked.</param>
/// <param name="policies">Reads guarded policies, which is recorded.</param>
/// <param name="decide">Takes the answers.</param>
/// <param name="navigation">Leads back to the page after saving, so that loading it again sends nothing again.</param>
public sealed partial class ReviewSheetPage(ReviewQueries reviews, ReadPolicies policies, DecideReviewItems decide, NavigationManager navigation)
{
    private readonly Dictionary<ReviewItemId, Decided> _refused = [];
    private readonly Dictionary<string, string> _opened = new(StringComparer.Ordinal);
    private ReviewSheet? _sheet;
    private ReviewForm? _form;
    private int _recorded;

    /// <summary>The campaign's id.</summary>
    [Parameter]
    public Guid Campaign { get; set; }

    /// <summary>Where the page of a long sheet starts.</summary>
    [SupplyParameterFromQuery]
    public string? After { get; set; }

    /// <summary>Whether answers were saved just now; only words depend on it, all figures are read.</summary>
    [SupplyParameterFromQuery(Name = "saved")]
    public bool IsSaved { get; set; }

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
        _form = new ReviewForm(posted);
        if (posted[ReviewForm.Show].ToString() is { Length: > 0 } hash)
        {
            await OpenAsync(_sheet, hash);
            return;
        }
        var answers = _form.Answers(_sheet.Agents.SelectMany(a => a.Items));
        // Once the answers are in, a reader who gives up waiting must not leave the page without knowing.
        var decided = await decide.RunAsync(new CampaignId(Campaign), answers, DecisionChannel.Page, By, CancellationToken.None);
        foreach (var (item, outcome) in decided)
        {
            if (outcome is Decided.Recorded or Decided.AlreadySo)
            {
                _recorded++;
            }
            else
            {
                _refused[item] = outcome;
            }
        }
        if (_refused.Count == 0)
        {
            navigation.NavigateTo(navigation.GetUriWithQueryParameters(
                new Uri(navigation.Uri).PathAndQuery, new Dictionary<string, object?>(StringComparer.Ordinal) { ["saved"] = _recorded > 0 ? true : null }));
            return;
        }
        await ReadAsync();
    }

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

    private static string Problem(Decided refusal) => refusal switch
    {
        Decided.ReasonMissing => "Not saved: a reason is needed here.",
        Decided.RevokeStands => "You revoked this before, and a revoke stands. Your other answer is on record; talk to whoever asked you.",
        Decided.NotOpen => "Not saved: the review takes no more answers.",
        Decided.NotReviewer or Decided.NotFound => "Not saved: it is no longer yours to answer.",
        Decided.OwnAccess => "Not saved: nobody decides on their own access.",
        Decided.GaveIt => "Not saved: changes show that you gave it, so somebody else decides whether it stays.",
        Decided.OwnsItAlone => "Not saved: you own this agent alone, so somebody else decides.",
        Decided.StageOver => "Not saved: the stage in which you were asked is over for this permission.",
        Decided.ChangedMeanwhile => "Not saved: it was answered differently since you opened this page. Look at it again.",
        Decided.NobodyElse => "Not saved: there is nobody else who may answer. Talk to whoever asked you.",
        Decided.UntilPassed => "Not saved: the date has to be in the future.",
        Decided.Recorded or Decided.AlreadySo => string.Empty,
    };
}
