using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Data.Access;
using Portal.Data.Lists;
using Portal.Data.Live;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Population;
using Portal.Data.Reviews.Remediations;
using Portal.Data.Reviews.Scopes;
using Portal.Data.Reviews.Stages;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>One campaign, live: how far it is, by reviewer and item, and how far its revokes are on their way to proof.</summary>
/// <param name="campaigns">Reads it.</param>
/// <param name="remediations">Reads its revokes.</param>
/// <param name="steps">Move it.</param>
/// <param name="dialogs">Ask.</param>
/// <param name="toasts">Tell.</param>
/// <param name="navigation">Holds the filter.</param>
/// <param name="feed">Says when something changed.</param>
public sealed partial class CampaignPage(
    CampaignQueries campaigns,
    RemediationQueries remediations,
    CampaignCommands steps,
    IDialogService dialogs,
    ISnackbar toasts,
    NavigationManager navigation,
    ChangeFeed feed) : LivePage(feed, Topic.Reviews, Topic.Remediations)
{
    private const int ShownRemediations = 20;
    private const int ReopenedDays = 14;

    private static readonly string[] Filters = ["state"];

    private static readonly ListingColumn[] Columns = [new("Permission"), new("Risk"), new("Answer"), new("Reviewer")];

    private StageNames _names = StageNames.None;
    private CampaignDetail? _campaign;
    private IReadOnlyList<RemediationRow>? _remediations;
    private ReviewItemFilter _filter = new();
    private Listing<ReviewItemRow>? _list;
    private ReviewItemRow? _reassigned;
    private bool _hasMore;
    private bool _isLoaded;
    private bool _isBusy;
    private CampaignStep _busyWith;

    /// <summary>The campaign's id.</summary>
    [Parameter]
    public Guid Campaign { get; set; }

    private CampaignId Id => new(Campaign);

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        var filter = ReviewItemFilter.Parse(new QueryReader(new Uri(navigation.Uri).Query));
        var isSame = filter == _filter;
        _filter = filter;
        _campaign = await campaigns.FindAsync(Id, By, cancellationToken);
        _names = _campaign is { Stages.Count: > 0 } staged ? await campaigns.NamesAsync(staged.Stages, By, cancellationToken) : StageNames.None;
        var page = await remediations.ListAsync(new() { Campaign = Id }, new PageRequest(Limit: ShownRemediations), By, cancellationToken);
        _remediations = page.Items;
        _hasMore = page.Next is not null;
        _isLoaded = true;
        if (isSame && _list is not null)
        {
            await _list.RefreshAsync();
        }
    }

    private async Task<Page<ReviewItemRow>> ReadAsync(PageRequest page, CancellationToken cancellationToken) =>
        await campaigns.ItemsAsync(Id, _filter, page, By, cancellationToken) ?? new([], Next: null);

    /// <summary>What the reader may do now.</summary>
    private IEnumerable<CampaignStep> Offered(CampaignDetail campaign) => campaign.Next
        .Where(n => n.Refusal is null && By.Can(n.Step == CampaignStep.Seal ? Right.SealCampaigns : Right.ManageCampaigns))
        .Select(n => n.Step);

    private bool CanReassign(CampaignDetail campaign) =>
        campaign.Row is { State: CampaignState.Active or CampaignState.Paused, Open: > 0 } && By.Can(Right.ManageCampaigns);

    private void Reassign(ReviewItemRow? item) => _reassigned = item;

    private static string ScopeWords(CampaignDetail campaign) => campaign is { Listed.Count: > 0, Row.Filter.Length: 0 }
        ? "what is listed alone"
        : ReviewLooks.Chosen(ReviewScope.Parse(campaign.Row.Filter));

    private Task TakeAsync(CampaignStep step) => step switch
    {
        CampaignStep.Collect => MoveAsync(
            step, "Collect now?", "What the scope covers is read, and its items are made to look at. Nobody is asked yet.", asksReason: false,
            _ => steps.Collect.RunAsync(Id, By, CancellationToken.None)),
        CampaignStep.Launch => MoveAsync(
            step, "Launch the campaign?", "Everything that the scope covers now is put before the people who answer for it, and each gets one mail.", asksReason: false,
            _ => steps.Launch.RunAsync(Id, By, CancellationToken.None)),
        CampaignStep.Pause => MoveAsync(
            step, "Pause the campaign?", "Nobody can answer until it is resumed. What was answered stands.", asksReason: true,
            reason => steps.Pause.RunAsync(Id, reason, By, CancellationToken.None)),
        CampaignStep.Resume => MoveAsync(
            step, "Take answers again?", "The due date moves by the time that was lost.", asksReason: false,
            _ => steps.Resume.RunAsync(Id, By, CancellationToken.None)),
        CampaignStep.Close => MoveAsync(
            step, "Close the campaign?",
            $"Answers end. What nobody answered: {NoAnswerWords.Of(_campaign!.NoAnswer)} The campaign is closed for good once every revoke is proven.",
            asksReason: false,
            _ => steps.Close.RunAsync(Id, By, CancellationToken.None)),
        CampaignStep.Reopen => MoveAsync(
            step, "Take answers again?", "What nobody answered is open again for two weeks, and its reviewers get a mail.", asksReason: true,
            reason => steps.Reopen.RunAsync(Id, Now.AddDays(ReopenedDays), reason, By, CancellationToken.None)),
        CampaignStep.Seal => MoveAsync(
            step, "Seal the campaign?", "You sign that the review is complete. After that nothing of it changes, not even by an administrator. Say what you sign.", asksReason: true,
            words => steps.Seal.RunAsync(Id, words, By, CancellationToken.None)),
        CampaignStep.Cancel => MoveAsync(
            step, "Give the campaign up?", "Nobody can answer any more. What was decided stays on record, and revokes go on.", asksReason: true,
            reason => steps.Cancel.RunAsync(Id, reason, By, CancellationToken.None)),
    };

    private Task ExceptAsync(CollectedSource source) => MoveAsync(
        CampaignStep.Launch,
        "Sign for this source?",
        $"You sign that the review goes on although what is known of {Visible.Spell(source.Name)} may not be everything. It stands in the evidence with your name and reason.",
        asksReason: true,
        reason => steps.Except.RunAsync(Id, source.Id, reason, By, CancellationToken.None),
        act: "Sign");

    private async Task MoveAsync(
        CampaignStep step, string title, string text, bool asksReason, Func<string, Task<CampaignMoved?>> move, string? act = null)
    {
        if (await ConfirmDialog.AskAsync(dialogs, title, text, act ?? ReviewLooks.Word(step), asksReason: asksReason) is not { } reason)
        {
            return;
        }
        _isBusy = true;
        _busyWith = step;
        StateHasChanged();
        try
        {
            var moved = await move(reason);
            toasts.Add(
                moved is { } known ? ReviewLooks.Word(known) : "The campaign is no longer there.",
                moved is CampaignMoved.Done or CampaignMoved.AlreadySo ? Severity.Success : Severity.Error);
        }
        finally
        {
            _isBusy = false;
        }
        await ReloadAsync();
    }

    private static string Percent(int part, int whole) =>
        string.Create(CultureInfo.InvariantCulture, $"{(whole == 0 ? 0 : part * 100 / whole)}%");
}
