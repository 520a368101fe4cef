using Portal.Data.Live;

namespace Portal.Tests.Live;

public sealed class ChangeFeedTests
{
    [Fact]
    public async Task What_is_published_between_following_and_reading_is_not_lost()
    {
        var feed = new ChangeFeed();
        using var leaving = new CancellationTokenSource();
        var following = feed.Follow(Topic.Changes, leaving.Token);

        feed.Publish(Topic.Changes);

        await foreach (var topic in following)
        {
            Assert.Equal(Topic.Changes, topic);
            break;
        }
    }

    [Fact]
    public async Task A_burst_becomes_one_wake_up()
    {
        var feed = new ChangeFeed();
        using var leaving = new CancellationTokenSource();
        await using var following = feed.Follow(Topic.Changes, leaving.Token).GetAsyncEnumerator(leaving.Token);

        for (var i = 0; i < 1_000; i++)
        {
            feed.Publish(Topic.Changes);
        }

        Assert.True(await following.MoveNextAsync());
        var second = following.MoveNextAsync().AsTask();
        Assert.False(second.IsCompleted);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
    }

    [Fact]
    public void Other_topics_wake_nobody()
    {
        var feed = new ChangeFeed();
        using var leaving = new CancellationTokenSource();
        var following = feed.Follow(Topic.Changes, leaving.Token).GetAsyncEnumerator(leaving.Token);

        feed.Publish(Topic.Audit);

        Assert.False(following.MoveNextAsync().AsTask().IsCompleted);
    }

    [Fact]
    public async Task Who_leaves_is_forgotten_even_without_ever_reading()
    {
        var feed = new ChangeFeed();
        using var leaving = new CancellationTokenSource();
        _ = feed.Follow(Topic.Changes, leaving.Token);

        await leaving.CancelAsync();

        Assert.Equal(0, feed.Followers);
    }
}
