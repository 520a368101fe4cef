using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Portal.Data.Access;
using Portal.Data.Changes;

namespace Portal.Changes;

/// <summary>Who wants to hear of which changes, in this process. Each has a queue of its own: a slow client misses some and is told how many.</summary>
/// <param name="hub">Reaches the clients.</param>
/// <param name="changes">Reads what a client missed while it was away.</param>
/// <param name="directory">Knows present rights.</param>
/// <param name="clock">The time.</param>
/// <param name="log">Says what went wrong.</param>
public sealed partial class ChangeSubscriptions(
    IHubContext<ChangesHub> hub, ChangeQueries changes, ICallerDirectory directory, TimeProvider clock, ILogger<ChangeSubscriptions> log)
{
    /// <summary>How many changes wait for a client before further ones are dropped.</summary>
    internal const int QueueLength = 1_000;

    /// <summary>How many arrivals are looked at for a client that was away; older ones are dropped, and it is told how many.</summary>
    internal const int MostMissed = 10_000;

    private const int MissedAtOnce = 500;

    /// <summary>A person who lost the right hears nothing more after this time.</summary>
    private static readonly TimeSpan RightsGoodFor = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Subscriber> _subscribers = new(StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public int Count => _subscribers.Count;

    /// <summary>Begins, or begins anew with another filter.</summary>
    /// <param name="connection">Whose.</param>
    /// <param name="caller">Who it is.</param>
    /// <param name="filter">What they want to hear of.</param>
    /// <param name="minimumRisk">0..100, or null.</param>
    /// <param name="since">The place of the last change that they have seen, or null to hear from now on.</param>
    /// <param name="abort">Cuts the connection.</param>
    internal void Add(string connection, Caller caller, ChangeFilter filter, int? minimumRisk, long? since, Action abort)
    {
        var subscriber = new Subscriber(filter, minimumRisk, isBehind: since is not null);
        _subscribers.AddOrUpdate(connection, subscriber, (_, former) =>
        {
            former.End();
            return subscriber;
        });
        _ = SendAsync(connection, caller, subscriber, since, abort);
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
                subscriber.Offer(change.Sequence, message ??= ChangeMessage.Of(change));
            }
        }
    }

    private async Task SendAsync(string connection, Caller caller, Subscriber subscriber, long? since, Action abort)
    {
        var checkedAt = clock.GetUtcNow();
        // Adding goes on before anything is read.
        await Task.Yield();
        try
        {
            var client = hub.Clients.Client(connection);
            await foreach (var (sequence, message) in MessagesAsync(client, caller, subscriber, since))
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

    /// <summary>What the client missed, in the order of arrival, and then what is offered; each once.</summary>
    private async IAsyncEnumerable<(long Sequence, Dictionary<string, object?> Message)> MessagesAsync(
        ISingleClientProxy client, Caller caller, Subscriber subscriber, long? since)
    {
        if (since is { } seen)
        {
            var from = Math.Max(seen, await changes.LastSequenceAsync(caller, CancellationToken.None) - MostMissed);
            if (from > seen)
            {
                await client.SendAsync("Dropped", (int)Math.Min(from - seen, int.MaxValue));
            }
            while (!subscriber.IsEnded)
            {
                var missed = await changes.ListArrivalsAsync(from, MissedAtOnce, caller, CancellationToken.None);
                foreach (var change in missed.Where(subscriber.Wants))
                {
                    yield return (change.Sequence, ChangeMessage.Of(change));
                }
                from = missed.Count > 0 ? missed[^1].Sequence : from;
                if (missed.Count == 0)
                {
                    if (!subscriber.IsBehind)
                    {
                        break;
                    }
                    // From here on what is offered waits; what was offered until now is read once more.
                    subscriber.IsBehind = false;
                }
            }
            since = from;
        }
        await foreach (var offered in subscriber.Messages)
        {
            if (since is null || offered.Sequence > since)
            {
                yield return offered;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Changes cannot be sent to the connection {Connection} any more; it was closed.")]
    private partial void LogFailed(Exception exception, string connection);

    private sealed class Subscriber(ChangeFilter filter, int? minimumRisk, bool isBehind)
    {
        private readonly Channel<(long Sequence, Dictionary<string, object?> Message)> _queue = Channel.CreateBounded<(long, Dictionary<string, object?>)>(
            new BoundedChannelOptions(QueueLength) { SingleReader = true });

        private int _dropped;
        private volatile bool _isBehind = isBehind;
        private volatile bool _isEnded;

        /// <summary>Whether it still hears of what it missed: what is offered meanwhile is read then.</summary>
        public bool IsBehind
        {
            get => _isBehind;
            set => _isBehind = value;
        }

        public bool IsEnded => _isEnded;

        public IAsyncEnumerable<(long Sequence, Dictionary<string, object?> Message)> Messages => _queue.Reader.ReadAllAsync();

        public bool Wants(ChangeDetail change) => filter.Matches(change) && (minimumRisk is null || change.Risk >= minimumRisk);

        public void Offer(long sequence, Dictionary<string, object?> message)
        {
            if (!_isBehind && !_queue.Writer.TryWrite((sequence, message)))
            {
                Interlocked.Increment(ref _dropped);
            }
        }

        public int TakeDropped() => Interlocked.Exchange(ref _dropped, 0);

        public void End()
        {
            _isEnded = true;
            _queue.Writer.TryComplete();
        }
    }
}
