using System.Collections.Concurrent;
using Portal.Data.Access;
using Portal.Data.Live;
using Portal.Hosting.SignIn;

namespace Portal.Changes;

/// <summary>
/// The open connections to the live hub in this process. One whose token was revoked or ran out, or whose person left or lost their session, is
/// cut: at once when it happened here, and with the next look around when another portal did it.
/// </summary>
/// <param name="directory">Knows present rights.</param>
/// <param name="feed">Says that people or tokens changed.</param>
/// <param name="settings">Say how often to look around.</param>
/// <param name="clock">The time.</param>
/// <param name="log">Says what went wrong.</param>
public sealed partial class HubConnections(
    ICallerDirectory directory, ChangeFeed feed, SignInSettings settings, TimeProvider clock, ILogger<HubConnections> log) : BackgroundService
{
    private readonly ConcurrentDictionary<string, (Caller Caller, Action Abort)> _open = new(StringComparer.Ordinal);

    /// <summary>A connection was opened.</summary>
    internal void Add(string connection, Caller caller, Action abort) => _open[connection] = (caller, abort);

    /// <summary>It was closed.</summary>
    internal void Remove(string connection) => _open.TryRemove(connection, out _);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(FollowAsync(feed.Follow(Topic.People, stoppingToken), stoppingToken), LookAroundAsync(stoppingToken));

    private async Task FollowAsync(IAsyncEnumerable<Topic> wakeUps, CancellationToken cancellationToken)
    {
        await foreach (var _ in wakeUps)
        {
            await CutAsync(cancellationToken);
        }
    }

    private async Task LookAroundAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(settings.RevalidateEvery, clock);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            await CutAsync(cancellationToken);
        }
    }

    private async Task CutAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var same in _open.ToArray().GroupBy(o => (o.Value.Caller.Kind, o.Value.Caller.Id, o.Value.Caller.Session)))
            {
                if ((await directory.RefreshAsync(same.First().Value.Caller, cancellationToken))?.Can(Right.ReadInventory) == true)
                {
                    continue;
                }
                foreach (var (connection, (_, abort)) in same)
                {
                    Remove(connection);
                    abort();
                }
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Whether those who are connected to the live hub may still be cannot be looked up; trying again.")]
    private partial void LogFailed(Exception exception);
}
