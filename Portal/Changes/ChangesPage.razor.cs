using Microsoft.AspNetCore.Components;
using Portal.Data.Changes;
using Portal.Data.Live;
using Portal.Data.Platforms;
using Portal.Shared;

namespace Portal.Changes;

/// <summary>Changes as they arrive. What is being read never moves: new ones are announced, and shown when the reader asks.</summary>
/// <param name="changes">Reads them.</param>
/// <param name="recent">Knows what arrived, for all open pages at once.</param>
/// <param name="navigation">Holds the address.</param>
/// <param name="feed">Says that something arrived.</param>
public sealed partial class ChangesPage(ChangeQueries changes, RecentChanges recent, NavigationManager navigation, ChangeFeed feed)
    : LivePage(feed, Topic.Changes)
{
    private static readonly string[] FilterNames = ["q", "kind", "grade", "platform", "silent", "source", "agent", "identity", "from", "to"];

    private static readonly ListingColumn[] Columns =
    [
        new("When", Width: "10rem"), new("Change"), new("Whom"), new("Who"), new("How sure", Width: "9rem"), new("What"),
    ];

    private static readonly FilterSelect.Option[] Grades =
        [.. Enum.GetValues<AttributionGrade>().Select(g => new FilterSelect.Option(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(g.ToString()), ChangeLooks.Name(g)))];

    private static readonly FilterSelect.Option[] ToldBy = [new("false", "events"), new("true", "snapshots only")];

    private ChangeFilter _filter = new();
    private Listing<ChangeRow>? _listing;
    private IReadOnlyList<ChangeDetail> _arrived = [];
    private long? _seen;
    private bool _isPaused;

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        var filter = ChangeFilter.Parse(new Uri(navigation.Uri).Query);
        if (_seen is null || filter != _filter)
        {
            _filter = filter;
            _arrived = [];
            _seen = (await recent.ReadAsync(By, cancellationToken)).LastSequence;
        }
        else if (!_isPaused)
        {
            _arrived = (await recent.ReadAsync(By, cancellationToken)).Since(_seen.Value, _filter);
        }
    }

    private async Task ShowArrivedAsync()
    {
        _seen = (await recent.ReadAsync(By, Leaving)).LastSequence;
        _arrived = [];
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
