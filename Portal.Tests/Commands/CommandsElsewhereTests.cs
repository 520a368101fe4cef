using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.People;
using Portal.Tests.Support;

namespace Portal.Tests.Commands;

/// <summary>What other portals and verbs do on the same database reaches the pages of this one.</summary>
public sealed class CommandsElsewhereTests
{
    [Theory, OnEachEngine]
    public async Task What_another_portal_changed_wakes_who_follows_its_topics_and_nobody_else(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await using var another = portal.Another();
        await portal.Get<CommandsElsewhere>().LookAsync(default);
        var (people, reviews) = (new Ear(portal, Topic.People), new Ear(portal, Topic.Reviews));

        await CreateTokenAsync(another);
        Assert.False(await people.HearsAsync());
        await portal.Get<CommandsElsewhere>().LookAsync(default);

        Assert.True(await people.HearsAsync());
        Assert.False(await reviews.HearsAsync());
    }

    [Theory, OnEachEngine]
    public async Task What_this_portal_changed_is_announced_once(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await portal.Get<CommandsElsewhere>().LookAsync(default);
        var people = new Ear(portal, Topic.People);

        await CreateTokenAsync(portal);
        Assert.True(await people.HearsAsync());
        await portal.Get<CommandsElsewhere>().LookAsync(default);

        Assert.False(await people.HearsAsync());
    }

    [Theory, OnEachEngine]
    public async Task A_change_elsewhere_is_noticed_between_changes_here(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await using var another = portal.Another();
        await portal.Get<CommandsElsewhere>().LookAsync(default);
        var people = new Ear(portal, Topic.People);

        await CreateTokenAsync(portal);
        Assert.True(await people.HearsAsync());
        await CreateTokenAsync(another);
        await CreateTokenAsync(portal);
        Assert.True(await people.HearsAsync());
        Assert.False(await people.HearsAsync());
        await portal.Get<CommandsElsewhere>().LookAsync(default);

        Assert.True(await people.HearsAsync());
        await portal.Get<CommandsElsewhere>().LookAsync(default);
        Assert.False(await people.HearsAsync());
    }

    [Theory, OnEachEngine]
    public async Task What_happened_before_the_first_look_wakes_nobody(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await using var another = portal.Another();
        var people = new Ear(portal, Topic.People);

        await CreateTokenAsync(another);
        await portal.Get<CommandsElsewhere>().LookAsync(default);

        Assert.False(await people.HearsAsync());
    }

    private static Task<string> CreateTokenAsync(TestPortalData portal) => portal.Get<CreateApiToken>().RunAsync(
        $"token-{Guid.CreateVersion7():N}", TokenScope.Read, agentId: null, expiresAt: null, Caller.System("tests"), CancellationToken.None);

    /// <summary>Follows a topic, as an open page does.</summary>
    private sealed class Ear
    {
        private readonly IAsyncEnumerator<Topic> _topics;
        private Task<bool> _next;

        public Ear(TestPortalData portal, Topic topic)
        {
            _topics = portal.Get<ChangeFeed>().Follow(topic, TestContext.Current.CancellationToken).GetAsyncEnumerator();
            _next = _topics.MoveNextAsync().AsTask();
        }

        public async Task<bool> HearsAsync()
        {
            if (await Task.WhenAny(_next, Task.Delay(TimeSpan.FromMilliseconds(200))) != _next)
            {
                return false;
            }
            _next = _topics.MoveNextAsync().AsTask();
            return true;
        }
    }
}
