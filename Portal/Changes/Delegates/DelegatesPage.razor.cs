using Microsoft.AspNetCore.Components;
using Portal.Data.Changes.Delegates;
using Portal.Data.Lists;
using Portal.Data.Live;
using Portal.Shared;

namespace Portal.Changes.Delegates;

/// <summary>The identities that agents act through and that are not their own.</summary>
/// <param name="delegates">Reads them.</param>
/// <param name="navigation">Holds the filter.</param>
/// <param name="feed">Says when they changed.</param>
public sealed partial class DelegatesPage(DelegateQueries delegates, NavigationManager navigation, ChangeFeed feed)
    : LivePage(feed, Topic.Changes)
{
    private static readonly string[] Filters = ["q", "finding", "identity"];

    private static readonly FilterSelect.Option[] Findings = [.. FilterSelect.OptionsOf<DelegateFindingKind>()];

    private static readonly ListingColumn[] Columns =
        [new("Delegate"), new("Finding"), new("Identity"), new("Sure"), new("First seen"), new("Last seen"), new("Calls", IsNumber: true)];

    private DelegateFilter _filter = new();
    private Listing<DelegateRow>? _list;

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        var filter = DelegateFilter.Parse(new Uri(navigation.Uri).Query);
        var isSame = filter == _filter;
        _filter = filter;
        if (isSame && _list is not null)
        {
            await _list.RefreshAsync();
        }
    }

    private Task<Page<DelegateRow>> ReadAsync(PageRequest page, CancellationToken cancellationToken) => delegates.ListAsync(_filter, page, By, cancellationToken);
}
