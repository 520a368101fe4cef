using Microsoft.AspNetCore.Components;
using Portal.Data.Changes;
using Portal.Data.Lists;
using Portal.Data.Live;
using Portal.Shared;

namespace Portal.Changes;

/// <summary>The newest changes of a filter. Asks the database once when it opens; what arrives later comes from the rows that all pages share.</summary>
/// <param name="changes">Reads them at first.</param>
/// <param name="recent">Knows what arrived since.</param>
/// <param name="feed">Says that something arrived.</param>
public sealed partial class ChangeList(ChangeQueries changes, RecentChanges recent, ChangeFeed feed) : LivePage(feed, Topic.Changes)
{
    private IReadOnlyList<ChangeRow>? _rows;
    private ChangeFilter? _shown;
    private long _seen;

    /// <summary>Which changes.</summary>
    [Parameter]
    public ChangeFilter Filter { get; set; } = new();

    /// <summary>How many.</summary>
    [Parameter]
    public int Count { get; set; } = 10;

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        var latest = await recent.ReadAsync(By, cancellationToken);
        if (_rows is null || _shown != Filter)
        {
            var page = await changes.ListAsync(Filter, new PageRequest(Limit: Count), By, cancellationToken);
            (_rows, _shown, _seen) = (page.Items, Filter, latest.LastSequence);
            return;
        }
        var arrived = latest.Since(_seen, Filter);
        if (arrived.Count > 0)
        {
            _rows = [.. arrived.Concat(_rows).DistinctBy(c => c.Id).OrderByDescending(c => c.At).ThenByDescending(c => c.Sequence).Take(Count)];
        }
        _seen = latest.LastSequence;
    }
}
