using Microsoft.AspNetCore.Components;
using Portal.Data.Access;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Drafts;
using Portal.Hosting.Api;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>What a reviewer is about to submit, and the one button that submits it. GET shows, POST decides.</summary>
/// <param name="drafts">Reads the drafts.</param>
/// <param name="submit">Makes them answers.</param>
/// <param name="discard">Throws them away.</param>
/// <param name="navigation">Leads on after submitting, so that loading the page again sends nothing again.</param>
public sealed partial class ReviewSummaryPage(ReviewDraftQueries drafts, SubmitReviewDrafts submit, DiscardReviewDrafts discard, NavigationManager navigation)
{
    /// <summary>The button that throws the drafts away.</summary>
    private const string Discard = "discard";
    private const int MostShown = 100;

    private DraftSummary? _summary;
    private DraftsSubmitted? _submitted;

    /// <summary>The campaign's id.</summary>
    [Parameter]
    public Guid Campaign { get; set; }

    /// <summary>The request.</summary>
    [CascadingParameter]
    public required HttpContext Context { get; set; }

    /// <summary>The reader's zone.</summary>
    [CascadingParameter]
    public ReaderZone Zone { get; set; } = ReaderZone.Utc;

    private Caller By => Context.GetCaller();

    private string Sheet => $"/reviews/{Campaign}";

    private string Path => $"{Sheet}/summary";

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync() => _summary = await drafts.FindAsync(new CampaignId(Campaign), By, Context.RequestAborted);

    private async Task SubmitAsync()
    {
        if (_summary is null)
        {
            return;
        }
        var form = await Context.Request.ReadFormAsync(Context.RequestAborted);
        if (form.ContainsKey(Discard))
        {
            await discard.RunAsync(new CampaignId(Campaign), By, CancellationToken.None);
            navigation.NavigateTo(Sheet);
            return;
        }
        // Once it is sent, a reader who gives up waiting must not leave the page without knowing.
        _submitted = await submit.RunAsync(new CampaignId(Campaign), DecisionChannel.Page, By, CancellationToken.None);
        if (_submitted is { Refused.Count: 0, WithoutAnswer: 0, Recorded: > 0 })
        {
            navigation.NavigateTo($"{Sheet}?submitted=true");
            return;
        }
        await ReadAsync();
    }

    private string AddressOf(DraftedItem item) => $"{Sheet}{(item.Page is null ? null : $"?after={Uri.EscapeDataString(item.Page)}")}#item-{item.Id.Value:n}";

    private static string Problem(DraftedItem item) => item.Foreseen is { } foreseen ? ReviewWords.Problem(foreseen) : "No answer is chosen yet, there are words alone.";

    private static IEnumerable<(DecisionKind Kind, int Count)> Counts(DraftSummary summary) =>
        summary.Items.Where(i => i.IsReady).CountBy(i => i.Draft.Kind!.Value).OrderBy(c => c.Key).Select(c => (c.Key, c.Value));

    private static int Unanswered(DraftSummary summary) => Math.Max(0, summary.Review.Open - summary.Items.Count(i => i.IsReady));
}
