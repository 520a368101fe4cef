using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Portal.Data.Live;

/// <summary>
/// Tells open pages that something changed. It carries no data: followers read again through their queries, so authorization applies
/// again. A burst becomes one wake-up and a slow follower slows nobody.
/// </summary>
public sealed class ChangeFeed
{
    private readonly ConcurrentDictionary<Follower, byte> _followers = new();

    /// <summary>How many follow at the moment.</summary>
    public int Followers => _followers.Count;

    /// <summary>Wakes everyone who follows <paramref name="topic"/>. Call after the commit.</summary>
    public void Publish(Topic topic)
    {
        foreach (var (follower, _) in _followers)
        {
            follower.Wake(topic);
        }
    }

    /// <summary>
    /// Follows topics from the moment of the call (not of the first iteration), until cancelled. Start following before the first read, or a
    /// change in between is lost.
    /// </summary>
    public IAsyncEnumerable<Topic> Follow(IReadOnlyCollection<Topic> topics, CancellationToken cancellationToken)
    {
        var follower = new Follower(topics);
        _followers.TryAdd(follower, 0);
        cancellationToken.Register(() => _followers.TryRemove(follower, out _));
        return ReadAsync(follower, cancellationToken);
    }

    /// <inheritdoc cref="Follow(IReadOnlyCollection{Topic}, CancellationToken)"/>
    public IAsyncEnumerable<Topic> Follow(Topic topic, CancellationToken cancellationToken) => Follow([topic], cancellationToken);

    private async IAsyncEnumerable<Topic> ReadAsync(Follower follower, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var topic in follower.Reader.ReadAllAsync(cancellationToken))
            {
                yield return topic;
            }
        }
        finally
        {
            _followers.TryRemove(follower, out _);
        }
    }

    private sealed class Follower(IReadOnlyCollection<Topic> topics)
    {
        private readonly Channel<Topic> _channel = Channel.CreateBounded<Topic>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

        public ChannelReader<Topic> Reader => _channel.Reader;

        public void Wake(Topic topic)
        {
            if (topics.Contains(topic))
            {
                _channel.Writer.TryWrite(topic);
            }
        }
    }
}
