using Microsoft.AspNetCore.Components;
using Portal.Data.Lists;
using Portal.Data.Live;
using Portal.Data.Sources;
using Portal.Shared;

namespace Portal.Sources;

/// <summary>The sources, and how fresh what they show is.</summary>
/// <param name="sources">Reads them.</param>
/// <param name="feed">Says when they changed.</param>
public sealed partial class SourcesPage(SourceQueries sources, ChangeFeed feed) : LivePage(feed, Topic.Sources)
{
    private const int MostWarnings = 50;
    private IReadOnlyList<SourceRow>? _sources;
    private SourceDetail? _detail;

    /// <summary>The source whose snapshots are shown, or null.</summary>
    [SupplyParameterFromQuery(Name = "source")]
    public Guid? Selected { get; set; }

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        _sources = (await sources.ListAsync(new PageRequest(Limit: PageRequest.MostItems), By, cancellationToken)).Items;
        _detail = Selected is { } id ? await sources.FindAsync(new SourceId(id), By, cancellationToken) : null;
    }
}
