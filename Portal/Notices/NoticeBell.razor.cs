using System.Globalization;
using Portal.Data.Access;
using Portal.Data.Live;
using Portal.Data.Notices;
using Portal.Shared;

namespace Portal.Notices;

/// <summary>How many notices are unread, in the corner of every page.</summary>
/// <param name="notices">Counts them.</param>
/// <param name="feed">Says when some were raised or read.</param>
public sealed partial class NoticeBell(NoticeQueries notices, ChangeFeed feed) : LivePage(feed, Topic.Notices)
{
    private bool _isShown;
    private int _unread;

    private string Count => _unread < NoticeQueries.MostCounted ? _unread.ToString(CultureInfo.InvariantCulture) : $"{NoticeQueries.MostCounted - 1}+";

    private string Said => $"{Count} unread {(_unread == 1 ? "notice" : "notices")}";

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        _isShown = By.Can(Right.ReadNotices);
        if (_isShown)
        {
            _unread = await notices.CountUnreadAsync(By, cancellationToken);
        }
    }
}
