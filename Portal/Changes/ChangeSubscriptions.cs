using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Portal.Data.Access;
using Portal.Data.Changes;

namespace Portal.Changes;

/// <summary>Who wants to hear of which changes, in this process. Each has a queue of its own: a slow client misses some and is told how many.</summary>
/// <param name="hub">Reaches the clients.</param>
/// <param name="directory">Knows present rights.</param>
/// <param name="clock">The time.</param>
/// <param name="log">Says what went wrong.</param>
public sealed partial class ChangeSubscriptions(
    IHubContext<ChangesHub> hub, ICallerDirectory directory, TimeProvider clock, ILogger<ChangeSubscriptions> log)
{
    /// <summary>How many changes wait for a client before further ones are dropped.</summary>
    internal const int QueueLength = 1_000;

    /// <summary>A person who lost the right hears nothing more after this time.</summary>
    private static readonly TimeSpan RightsGoodFor = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Subscriber> _subscribers = new(StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public int Count => _subscribers.Count;

    /// <summary>Begins, or begins anew with another filter.</summary>
    internal void Add(string connection, Caller caller, ChangeSubscription wanted, Action abort)
    {
        var subscriber = new Subscriber(wanted.ToFilter(), wanted.MinimumRisk);
        _subscribers.AddOrUpdate(connection, subscriber, (_, former) =>
        {
            former.End();
            return subscriber;
        });
        _ = SendAsync(connection, caller, subscriber, abort);
    }

    /// <summary>Ends.</summary>
    internal void Remove(string connection)
    {
        if (_subscribers.TryRemove(connection, out var subscriber))
        {
            subscriber.End();
        }
    }

    /// <summary>Hands a change to all whom it concerns; never waits for any of them.</summary>
    internal void Offer(ChangeDetail change)
    {
        var message = (Dictionary<string, object?>?)null;
        foreach (var (_, subscriber) in _subscribers)
        {
            if (subscriber.Wants(change))
            {
                subscriber.Offer(message ??= ChangeMessage.Of(change));
            }
        }
    }

    private async Task SendAsync(string connection, Caller caller, Subscriber subscriber, Action abort)
    {
        try
        {
            var client = hub.Clients.Client(connection);
            var checkedAt = clock.GetUtcNow();
            await foreach (var message in subscriber.Messages)
            {
                if (clock.GetUtcNow() - checkedAt > RightsGoodFor)
                {
                    if ((await directory.RefreshAsync(caller, CancellationToken.None))?.Can(Right.ReadInventory) != true)
                    {
                        Remove(connection);
                        abort();
                        return;
                    }
                    checkedAt = clock.GetUtcNow();
                }
                await client.SendAsync("Change", message);
                if (subscriber.TakeDropped() is > 0 and var dropped)
                {
                    await client.SendAsync("Dropped", dropped);
                }
            }
        }
        catch (Exception exception)
        {
            LogFailed(exception, connection);
            Remove(connection);
            abort();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Changes cannot be sent to the connection {Connection} any more; it was closed.")]
    private partial void LogFailed(Exception exception, string connection);

    private sealed class Subscriber(ChangeFilter filter, int? minimumRisk)
    {
        private readonly Channel<Dictionary<string, object?>> _queue = Channel.CreateBounded<Dictionary<string, object?>>(
            new BoundedChannelOptions(QueueLength) { SingleReader = true });

        private int _dropped;

        public IAsyncEnumerable<Dictionary<string, object?>> Messages => _queue.Reader.ReadAllAsync();

        public bool Wants(ChangeDetail change) => filter.Matches(change) && (minimumRisk is null || change.Risk >= minimumRisk);

        public void Offer(Dictionary<string, object?> message)
        {
            if (!_queue.Writer.TryWrite(message))
            {
                Interlocked.Increment(ref _dropped);
            }
        }

        public int TakeDropped() => Interlocked.Exchange(ref _dropped, 0);

        public void End() => _queue.Writer.TryComplete();
    }
}
