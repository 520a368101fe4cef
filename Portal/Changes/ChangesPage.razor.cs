using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Data.Changes;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Data.Live;
using Portal.Data.Platforms;
using Portal.Shared;

namespace Portal.Changes;

/// <summary>Changes as they arrive. What is being read never moves: new ones are announced, and shown when the reader asks.</summary>
/// <param name="changes">Reads them.</param>
/// <param name="agents">Knows the agents that one may ask for.</param>
/// <param name="recent">Knows what arrived, for all open pages at once.</param>
/// <param name="navigation">Holds the address.</param>
/// <param name="feed">Says that something arrived.</param>
public sealed partial class ChangesPage(ChangeQueries changes, AgentQueries agents, RecentChanges recent, NavigationManager navigation, ChangeFeed feed)
    : LivePage(feed, Topic.Changes)
{
    // What unfolds shows so many, and leads to the rest.
    private const int MostUnfolded = 50;

    private static readonly string[] FilterNames = ["q", "kind", "grade", "platform", "risk", "gated", "silent", "certified", "source", "agent", "identity", "session", "from", "to"];

    private static readonly ListingColumn[] Columns =
    [
        new("When", Width: "10rem"), new("Change", Width: "15rem"), new("Whom"), new("Who"), new("How sure", Width: "9rem"), new("What"),
    ];

    private static readonly FilterSelect.Option[] Grades =
        [.. Enum.GetValues<AttributionGrade>().Select(g => new FilterSelect.Option(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(g.ToString()), ChangeLooks.Name(g)))];

    private static readonly FilterSelect.Option[] Risks =
    [
        .. new[] { RiskBand.Medium, RiskBand.High, RiskBand.Critical }.Select(from =>
            new FilterSelect.Option(from.ToString(CultureInfo.InvariantCulture), from == RiskBand.Critical ? "critical" : $"{RiskBand.Word(from).ToLowerInvariant()} and up")),
    ];

    private static readonly FilterSelect.Option[] Gates = [new("true", "approved before"), new("false", "ungated")];

    private static readonly FilterSelect.Option[] Certified = [new("uncertified", "beyond what was attested"), new("certified", "within it"), new("never", "never certified")];

    private static readonly FilterSelect.Option[] ToldBy = [new("false", "events"), new("true", "snapshots only")];

    private ChangeFilter _filter = new();
    private Listing<ChangeBurst>? _listing;
    private IReadOnlyList<ChangeDetail> _arrived = [];
    private AgentRow? _agent;
    private long? _seen;
    private bool _hasLostSome;
    private bool _isPaused;
    private bool _isFolded = true;

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        var query = new QueryReader(new Uri(navigation.Uri).Query);
        var filter = ChangeFilter.Parse(query);
        _isFolded = filter.Session is null && query.Flag("each") != true;
        if (_seen is null || filter != _filter)
        {
            _filter = filter;
            (_arrived, _hasLostSome) = ([], false);
            _agent = filter.Agent is null || filter.Agent == _agent?.Id ? _agent : (await agents.FindAsync(filter.Agent.Value, By, cancellationToken))?.Agent;
            _seen = (await recent.ReadAsync(By, cancellationToken)).LastSequence;
        }
        else if (!_isPaused)
        {
            var arrivals = await recent.ReadAsync(By, cancellationToken);
            (_arrived, _hasLostSome) = (arrivals.Since(_seen.Value, _filter), arrivals.HasLostSome(_seen.Value));
        }
    }

    private async Task<IReadOnlyList<AgentRow>> FindAgentsAsync(string? text, int most, CancellationToken cancellationToken) =>
        (await agents.ListAsync(new() { Q = text }, new PageRequest(Limit: most), By, cancellationToken)).Items;

    private void Choose(AgentRow? agent)
    {
        _agent = agent;
        navigation.NavigateTo(navigation.GetUriWithQueryParameter("agent", agent?.Id.Value));
    }

    private async Task<Page<ChangeBurst>> ReadAsync(PageRequest page, CancellationToken cancellationToken)
    {
        if (_isFolded)
        {
            return await changes.ListBurstsAsync(_filter, page, By, cancellationToken);
        }
        var rows = await changes.ListAsync(_filter, page, By, cancellationToken);
        return new([.. rows.Items.Select(c => new ChangeBurst(c, 1, c.At, c.Error is null ? 0 : 1, [new(c.Kind, 1)]))], rows.Next);
    }

    private async Task ShowArrivedAsync()
    {
        _seen = (await recent.ReadAsync(By, Leaving)).LastSequence;
        (_arrived, _hasLostSome) = ([], false);
        if (_listing is not null)
        {
            await _listing.RefreshAsync();
        }
    }

    private async Task PauseAsync()
    {
        _isPaused = !_isPaused;
        await ReloadAsync();
    }

    private string ExportAddress(string format)
    {
        var query = _filter.ToQuery();
        return $"/api/v1/changes/export{query}{(query.Length == 0 ? '?' : '&')}format={format}";
    }
}
