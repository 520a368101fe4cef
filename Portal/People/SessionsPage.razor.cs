using Portal.Data.Live;
using Portal.Data.People.Sessions;
using Portal.Shared;

namespace Portal.People;

/// <summary>One's own sessions, to end those that one does not know.</summary>
/// <param name="sessions">Reads them.</param>
/// <param name="end">Ends one.</param>
/// <param name="feed">Says that some began or ended.</param>
public sealed partial class SessionsPage(SessionQueries sessions, EndSession end, ChangeFeed feed) : LivePage(feed, Topic.People)
{
    private IReadOnlyList<SessionRow>? _sessions;

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken) => _sessions = await sessions.ListOwnAsync(By, cancellationToken);

    private async Task EndAsync(SessionId id)
    {
        await end.RunAsync(id, By, Leaving);
        await ReloadAsync();
    }
}
