using Portal.Data.Lists;
using Portal.Data.Live;
using Portal.Data.Reviews.Schedules;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>Reviews that recur, with when they start next.</summary>
/// <param name="templates">Reads them.</param>
/// <param name="feed">Says when they changed.</param>
public sealed partial class TemplatesPage(CampaignTemplateQueries templates, ChangeFeed feed) : LivePage(feed, Topic.Reviews)
{
    private static readonly ListingColumn[] Columns = [new("Template"), new("State"), new("Recurs"), new("Next"), new("Responsible")];

    private Listing<CampaignTemplateRow>? _list;

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (_list is not null)
        {
            await _list.RefreshAsync();
        }
    }

    private Task<Page<CampaignTemplateRow>> ReadAsync(PageRequest page, CancellationToken cancellationToken) => templates.ListAsync(page, By, cancellationToken);
}
