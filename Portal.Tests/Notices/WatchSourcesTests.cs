using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Notices;
using Portal.Data.Notices.Delivery;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Tests.Support;

namespace Portal.Tests.Notices;

/// <summary>A source that goes quiet is told of once for each silence, and once when it speaks again.</summary>
public sealed class WatchSourcesTests
{
    private static readonly Caller By = Caller.System("tests");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task Each_silence_is_told_of_once_and_so_is_its_end(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        await using var other = data.Another();
        var source = Talking();
        var rule = A.NoticeRule(trigger: NoticeTrigger.QuietSource);
        await data.StoreAsync(source, rule);

        Assert.Equal(0, await data.Get<WatchSources>().RunAsync(By, Token));
        data.Clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal(1, await data.Get<WatchSources>().RunAsync(By, Token) + await other.Get<WatchSources>().RunAsync(By, Token));
        data.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await data.Get<WatchSources>().RunAsync(By, Token));
        await ArriveAsync(data);
        Assert.Equal(1, await data.Get<WatchSources>().RunAsync(By, Token));
        Assert.Equal(0, await data.Get<WatchSources>().RunAsync(By, Token));
        data.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(1, await data.Get<WatchSources>().RunAsync(By, Token));

        await using var db = await data.OpenAsync();
        var notices = await db.Notices.OrderBy(n => n.Sequence).ToListAsync(Token);
        Assert.Equal([NoticeWhat.SourceQuiet, NoticeWhat.SourceBack, NoticeWhat.SourceQuiet], notices.Select(n => n.What));
        Assert.Equal([source.LastEventAt, source.LastEventAt], notices.Take(2).Select(n => n.QuietSince));
        Assert.NotNull(notices[0].EndedAt);
        Assert.Null(notices[2].EndedAt);
    }

    [Theory, OnEachEngine]
    public async Task A_rule_for_another_platform_or_that_is_off_tells_of_none(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        await data.StoreAsync(
            Talking(), A.NoticeRule(new() { Platform = Platform.GitHub }, NoticeTrigger.QuietSource), A.NoticeRule(trigger: NoticeTrigger.QuietSource, isEnabled: false), A.NoticeRule());
        data.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(0, await data.Get<WatchSources>().RunAsync(By, Token));
    }

    [Theory, OnEachEngine]
    public async Task A_silence_is_posted_too(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var rule = A.PostingRule(new("http://127.0.0.1:1/"));
        rule.Trigger = NoticeTrigger.QuietSource;
        await data.StoreAsync(Talking(), rule);
        data.Clock.Advance(TimeSpan.FromDays(1));

        await data.Get<WatchSources>().RunAsync(By, Token);
        data.Clock.Advance(NoticeDelivery.Settling);

        Assert.Equal(NoticeWhat.SourceQuiet, Assert.Single(await data.Get<NoticeOutbox>().TakeAsync(5, Token)).Facts.What);
    }

    /// <summary>A source from which something came every hour until now.</summary>
    private static Source Talking()
    {
        var source = A.Source();
        for (var hour = -5; hour <= 0; hour++)
        {
            source.EventsArrived(An.Instant.AddHours(hour));
        }
        return source;
    }

    private static async Task ArriveAsync(TestPortalData data)
    {
        await using var db = await data.OpenAsync();
        (await db.Set<Source>().SingleAsync(Token)).EventsArrived(data.Clock.GetUtcNow());
        await db.SaveChangesAsync(Token);
    }
}
