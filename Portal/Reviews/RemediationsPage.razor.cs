using Microsoft.AspNetCore.Components;
using Portal.Data.Lists;
using Portal.Data.Live;
using Portal.Data.Reviews.Remediations;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>Revokes of all campaigns on their way to proof.</summary>
/// <param name="remediations">Reads them.</param>
/// <param name="navigation">Holds the filter.</param>
/// <param name="feed">Says when they changed.</param>
public sealed partial class RemediationsPage(RemediationQueries remediations, NavigationManager navigation, ChangeFeed feed)
    : LivePage(feed, Topic.Remediations)
{
    private static readonly string[] Filters = ["state", "campaign"];

    private RemediationFilter _filter = new();
    private List<RemediationRow>? _rows;
    private string? _next;

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        _filter = RemediationFilter.Parse(new QueryReader(new Uri(navigation.Uri).Query));
        var shown = Math.Max(PageRequest.DefaultItems, _rows?.Count ?? 0);
        var page = await remediations.ListAsync(_filter, new PageRequest(Limit: shown), By, cancellationToken);
        _rows = [.. page.Items];
        _next = page.Next;
    }

    private async Task MoreAsync()
    {
        var page = await remediations.ListAsync(_filter, new PageRequest(_next), By, Leaving);
        _rows!.AddRange(page.Items);
        _next = page.Next;
    }
}
