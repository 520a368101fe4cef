using Microsoft.AspNetCore.Components;
using Portal.Data.Changes;
using Portal.Data.Changes.Unreadable;
using Portal.Data.Lists;
using Portal.Data.Live;
using Portal.Data.Sources;
using Portal.Shared;

namespace Portal.Sources;

/// <summary>What came as an event of a source and could not be read: why, and its text, to be read again.</summary>
/// <param name="unreadable">Lists it.</param>
/// <param name="ingest">Reads it again.</param>
/// <param name="feed">Says when there is more.</param>
public sealed partial class UnreadableEventsPanel(UnreadableEventQueries unreadable, IngestEvents ingest, ChangeFeed feed) : LivePage(feed, Topic.Sources)
{
    private const int Shown = 20;
    private IReadOnlyList<UnreadableEventRow>? _rows;
    private IngestResult? _result;
    private SourceId? _of;
    private int _count;
    private bool _isReading;

    /// <summary>The source.</summary>
    [Parameter, EditorRequired]
    public SourceId Source { get; set; }

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        _rows = (await unreadable.ListAsync(Source, new PageRequest(Limit: Shown), By, cancellationToken))?.Items;
        _count = _rows is { Count: Shown } ? await unreadable.CountAsync(Source, By, cancellationToken) : _rows?.Count ?? 0;
        (_of, _result) = (Source, _of == Source ? _result : null);
    }

    private async Task ReadAgainAsync()
    {
        _isReading = true;
        try
        {
            _result = await ingest.RedriveAsync(Source, which: null, By, Leaving);
            await ReloadAsync();
        }
        finally
        {
            _isReading = false;
        }
    }
}
