using Microsoft.AspNetCore.Components;
using Portal.Data.Live;
using Portal.Data.Notices;
using Portal.Shared;

namespace Portal.Notices;

/// <summary>The notices of who is signed in.</summary>
/// <param name="notices">Reads them.</param>
/// <param name="read">Marks them as read.</param>
/// <param name="navigation">Holds the filter.</param>
/// <param name="feed">Says when some were raised or read.</param>
public sealed partial class NoticesPage(NoticeQueries notices, ReadNotices read, NavigationManager navigation, ChangeFeed feed) : LivePage(feed, Topic.Notices)
{
    private static readonly string[] FilterNames = ["unread", "rule"];

    private static readonly FilterSelect.Option[] ReadOptions = [new("true", "unread"), new("false", "read")];

    private static readonly ListingColumn[] Columns = [new("When", Width: "9rem"), new("What"), new("Rule", Width: "14rem"), new("Read", Width: "9rem")];

    private NoticeFilter _filter = new();
    private Listing<NoticeRow>? _listing;
    private DateTimeOffset _seen;

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        _seen = Now;
        _filter = NoticeFilter.Parse(new Uri(navigation.Uri).Query);
        if (_listing is not null)
        {
            await _listing.RefreshAsync();
        }
    }

    private static NoticeWords WordsOf(NoticeRow notice) => new(notice, name => name);

    private Task<int> ReadAsync(NoticeRow notice) => read.RunAsync([notice.Id], notice.LastAt, By, CancellationToken.None);

    private Task<int> ReadAllAsync() => read.RunAsync(which: null, _seen, By, CancellationToken.None);
}
