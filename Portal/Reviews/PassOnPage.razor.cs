using Microsoft.AspNetCore.Components;
using Portal.Data.Access;
using Portal.Data.People;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Reassignment;
using Portal.Hosting.Api;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>Where a reviewer says that somebody else should answer. GET shows, POST passes on; the address carries no authority.</summary>
/// <param name="reviews">Reads what waits for them.</param>
/// <param name="directory">Finds people by mail address.</param>
/// <param name="reassign">Asks who is named.</param>
/// <param name="decide">Says that it is not theirs, so that who comes next is asked.</param>
public sealed partial class PassOnPage(ReviewQueries reviews, CallerDirectory directory, ReassignReviewItems reassign, DecideReviewItems decide)
{
    private const string ItemField = "item";
    private const string ToField = "to";
    private const string ReasonField = "reason";

    private ReviewSheet? _sheet;
    private IFormCollection? _form;
    private string? _said;
    private bool _isDone;

    /// <summary>The campaign's id.</summary>
    [Parameter]
    public Guid Campaign { get; set; }

    /// <summary>The request.</summary>
    [CascadingParameter]
    public required HttpContext Context { get; set; }

    private Caller By => Context.GetCaller();

    private IReadOnlyList<ReviewItemRow> Waiting => _sheet is { Review.State: CampaignState.Active } sheet
        ? [.. sheet.Agents.SelectMany(a => a.Items).Where(i => i.State == ReviewItemState.Open && i.IsInStage && i.Own?.Kind is null)]
        : [];

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() =>
        _sheet = await reviews.FindSheetAsync(new CampaignId(Campaign), after: null, By, Context.RequestAborted);

    private bool IsTicked(ReviewItemRow item) => !_isDone && _form?[ItemField].Contains(item.Id.Value.ToString(), StringComparer.Ordinal) == true;

    private string? Typed(string field) => _isDone ? null : _form?[field].ToString();

    private async Task PassOnAsync()
    {
        _form = await Context.Request.ReadFormAsync(Context.RequestAborted);
        List<ReviewItemId> items = [.. Waiting.Where(IsTicked).Select(i => i.Id)];
        var (to, reason) = (_form[ToField].ToString().Trim(), _form[ReasonField].ToString().Trim());
        if (items.Count == 0)
        {
            _said = "Tick at least one.";
            return;
        }
        (_isDone, _said) = to.Length == 0 ? await PassOnAsync(items, reason) : await ReassignAsync(items, to, reason);
        if (_isDone)
        {
            _sheet = await reviews.FindSheetAsync(new CampaignId(Campaign), after: null, By, Context.RequestAborted) ?? _sheet! with { Agents = [] };
        }
    }

    // Once it is in, a reader who gives up waiting must not leave the page without knowing.
    private async Task<(bool IsDone, string Said)> PassOnAsync(List<ReviewItemId> items, string reason)
    {
        var decided = await decide.RunAsync(
            new CampaignId(Campaign), items.ConvertAll(i => new Answer(i, DecisionKind.NotMine, reason)), DecisionChannel.Page, By, CancellationToken.None);
        var done = decided.Count(d => d.Outcome == Decided.Recorded);
        var stays = decided.Count - done;
        return (done > 0, stays == 0
            ? $"{Words.Count(done, "permission")} passed on to who comes next."
            : $"{Words.Count(done, "permission")} passed on. {Words.Count(stays, "permission")} {(stays == 1 ? "stays" : "stay")} with you: there is nobody else who may answer. Name somebody.");
    }

    private async Task<(bool IsDone, string Said)> ReassignAsync(List<ReviewItemId> items, string to, string reason)
    {
        if ((await directory.FindPersonAsync(to, Context.RequestAborted))?.Person is not { } person)
        {
            return (false, "Nobody with this mail address works here.");
        }
        var result = await reassign.RunOwnAsync(new CampaignId(Campaign), new(items, From: null, person, reason), By, CancellationToken.None);
        return (result is { Done: > 0 }, ReassignmentWords.Said(result));
    }
}
