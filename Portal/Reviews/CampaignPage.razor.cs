using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Data.Lists;
using Portal.Data.Live;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Remediations;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>One campaign, live: how far it is, by reviewer and item, and how far its revokes are on their way to proof.</summary>
/// <param name="campaigns">Reads it.</param>
/// <param name="remediations">Reads its revokes.</param>
/// <param name="launch">Asks the reviewers.</param>
/// <param name="close">Ends answers.</param>
/// <param name="cancel">Gives it up.</param>
/// <param name="reopen">Takes answers again.</param>
/// <param name="dialogs">Ask.</param>
/// <param name="toasts">Tell.</param>
/// <param name="navigation">Holds the filter.</param>
/// <param name="feed">Says when something changed.</param>
public sealed partial class CampaignPage(
    CampaignQueries campaigns,
    RemediationQueries remediations,
    LaunchCampaign launch,
    CloseCampaign close,
    CancelCampaign cancel,
    ReopenCampaign reopen,
    IDialogService dialogs,
    ISnackbar toasts,
    NavigationManager navigation,
    ChangeFeed feed) : LivePage(feed, Topic.Reviews, Topic.Remediations)
{
    private const int ShownRemediations = 20;
    private const int ReopenedDays = 14;

    private static readonly string[] Filters = ["state"];

    private static readonly ListingColumn[] Columns = [new("Permission"), new("Risk"), new("Answer"), new("Reviewer")];

    private CampaignDetail? _campaign;
    private IReadOnlyList<RemediationRow>? _remediations;
    private ReviewItemFilter _filter = new();
    private Listing<ReviewItemRow>? _list;
    private bool _hasMore;
    private bool _isLoaded;
    private bool _isBusy;

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

    private Task LaunchAsync() => MoveAsync(
        "Launch the campaign?",
        "Everything that the chosen agents hold now is put before the people who answer for them, and each gets one mail.",
        "Launch",
        asksReason: false,
        _ => launch.RunAsync(Id, By, CancellationToken.None));

    private Task CloseAsync() => MoveAsync(
        "Close the campaign?",
        "Answers end. What nobody answered stays as it is and is reported as unanswered; the campaign is closed for good once every revoke is proven.",
        "Close",
        asksReason: false,
        _ => close.RunAsync(Id, By, CancellationToken.None));

    private Task CancelAsync() => MoveAsync(
        "Give the campaign up?",
        "Nobody can answer any more. What was decided stays on record, and revokes go on.",
        "Give up",
        asksReason: true,
        reason => cancel.RunAsync(Id, reason, By, CancellationToken.None));

    private Task ReopenAsync() => MoveAsync(
        "Take answers again?",
        "What nobody answered is open again for two weeks, and its reviewers get a mail.",
        "Reopen",
        asksReason: true,
        reason => reopen.RunAsync(Id, Now.AddDays(ReopenedDays), reason, By, CancellationToken.None));

    private async Task MoveAsync(string title, string text, string act, bool asksReason, Func<string, Task<CampaignMoved?>> move)
    {
        if (await ConfirmDialog.AskAsync(dialogs, title, text, act, asksReason: asksReason) is not { } reason)
        {
            return;
        }
        _isBusy = true;
        StateHasChanged();
        try
        {
            var moved = await move(reason);
            toasts.Add(Word(moved), moved is CampaignMoved.Done or CampaignMoved.AlreadySo ? Severity.Success : Severity.Error);
        }
        finally
        {
            _isBusy = false;
        }
        await ReloadAsync();
    }

    private static string Word(CampaignMoved? moved) => moved is null ? "The campaign is no longer there." : moved.Value switch
    {
        CampaignMoved.Done => "Done.",
        CampaignMoved.AlreadySo => "It was so already.",
        CampaignMoved.WrongState => "Its state does not allow that.",
        CampaignMoved.Empty => "The chosen agents hold nothing, so there is nothing to ask.",
        CampaignMoved.NobodyToAsk => "For some of the access there is nobody who may answer. Give those agents an owner or sponsor first.",
        CampaignMoved.DueDatePassed => "Its due date has passed. Prepare a new one.",
        CampaignMoved.ItemsOpen => "Some items are open and the due date has not passed. Wait for the answers, or give the campaign up.",
        CampaignMoved.ReasonMissing => "A reason is needed.",
    };

    private static string Percent(int part, int whole) =>
        string.Create(CultureInfo.InvariantCulture, $"{(whole == 0 ? 0 : part * 100 / whole)}%");
}
