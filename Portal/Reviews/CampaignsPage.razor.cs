using Microsoft.AspNetCore.Components;
using Portal.Data.Lists;
using Portal.Data.Live;
using Portal.Data.Reviews;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>The organization's access reviews.</summary>
/// <param name="campaigns">Reads them.</param>
/// <param name="navigation">Holds the filter.</param>
/// <param name="feed">Says when they changed.</param>
public sealed partial class CampaignsPage(CampaignQueries campaigns, NavigationManager navigation, ChangeFeed feed)
    : LivePage(feed, Topic.Reviews, Topic.Remediations)
{
    private static readonly string[] Filters = ["state"];

    private static readonly ListingColumn[] Columns =
    [
        new("Campaign"), new("State"), new("Answered", IsNumber: true), new("Revoked", IsNumber: true), new("To prove", IsNumber: true),
        new("Due"), new("Responsible"),
    ];

    private CampaignFilter _filter = new();
    private Listing<CampaignRow>? _list;

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        var filter = CampaignFilter.Parse(new QueryReader(new Uri(navigation.Uri).Query));
        var isSame = filter == _filter;
        _filter = filter;
        if (isSame && _list is not null)
        {
            await _list.RefreshAsync();
        }
    }

    private Task<Page<CampaignRow>> ReadAsync(PageRequest page, CancellationToken cancellationToken) =>
        campaigns.ListAsync(_filter, page, By, cancellationToken);
}
