using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Mail;
using Portal.Data.Notices;
using Portal.Data.Notices.Digests;
using Portal.Data.People;
using Portal.Tests.Changes;
using Portal.Tests.Support;

namespace Portal.Tests.Notices;

/// <summary>Digests are sent once, at the reader's time, and not when there is nothing.</summary>
public sealed class SendNoticeDigestsTests
{
    private static readonly Caller By = Caller.System("tests");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task An_hours_notices_are_mailed_once_after_the_hour_by_whichever_portal(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        await using var other = data.Another();
        var raise = await PrepareAsync(data, MailRhythm.Hourly);

        Assert.Equal(0, await data.Get<SendNoticeDigests>().RunAsync(By, Token));
        data.Clock.Advance(TimeSpan.FromMinutes(10));
        await raise();
        data.Clock.Advance(TimeSpan.FromMinutes(10));
        await raise();
        Assert.Equal(0, await data.Get<SendNoticeDigests>().RunAsync(By, Token));
        data.Clock.Advance(TimeSpan.FromMinutes(45));
        Assert.Equal(1, await data.Get<SendNoticeDigests>().RunAsync(By, Token) + await other.Get<SendNoticeDigests>().RunAsync(By, Token));
        data.Clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal(0, await data.Get<SendNoticeDigests>().RunAsync(By, Token));

        await using var db = await data.OpenAsync();
        var mail = await db.OutboxMessages.SingleAsync(Token);
        Assert.Equal(("2 notices", "reader@example.com"), (mail.Subject, mail.ToAddress));
    }

    [Theory, OnEachEngine]
    public async Task The_daily_mail_comes_in_the_morning_where_its_reader_is(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var raise = await PrepareAsync(data, MailRhythm.Daily, "Asia/Tokyo");
        // Noon in UTC is nine in the evening there.
        await raise();

        data.Clock.Advance(TimeSpan.FromHours(10) + TimeSpan.FromMinutes(59));
        Assert.Equal(0, await data.Get<SendNoticeDigests>().RunAsync(By, Token));
        data.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await data.Get<SendNoticeDigests>().RunAsync(By, Token));
        Assert.Equal(0, await data.Get<SendNoticeDigests>().RunAsync(By, Token));
    }

    [Theory, OnEachEngine]
    public async Task Who_left_is_not_mailed(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var raise = await PrepareAsync(data, MailRhythm.Hourly);
        await raise();
        data.Clock.Advance(TimeSpan.FromHours(2));
        await using (var db = await data.OpenAsync())
        {
            await db.Set<Person>().ExecuteUpdateAsync(update => update.SetProperty(p => p.IsActive, false), Token);
        }

        Assert.Equal(0, await data.Get<SendNoticeDigests>().RunAsync(By, Token));
    }

    [Theory]
    [InlineData("2026-03-29T06:30:00Z", "2026-03-29T06:00:00Z")]
    [InlineData("2026-03-29T05:59:00Z", "2026-03-28T07:00:00Z")]
    [InlineData("2026-10-25T07:00:00Z", "2026-10-25T07:00:00Z")]
    public void A_morning_is_a_morning_when_the_clocks_change(string now, string expected)
    {
        var slot = SendNoticeDigests.SlotOf(MailRhythm.Daily, TimeZoneInfo.FindSystemTimeZoneById("Europe/Zurich"), DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), slot);
    }

    /// <summary>A rule that mails one reader.</summary>
    /// <returns>Raises a notice of it.</returns>
    private static async Task<Func<Task>> PrepareAsync(TestPortalData data, MailRhythm rhythm, string? zone = null)
    {
        var reader = A.Person(email: "reader@example.com");
        reader.TimeZone = zone;
        var rule = A.NoticeRule();
        (rule.Mail, rule.Audience) = (rhythm, new([], [reader.Id]));
        var (source, role) = await IngestEventsTests.StoreRoleAsync(data);
        await data.StoreAsync(reader, rule);
        return () => IngestEventsTests.IngestAsync(data, source, CloudTrail.Attach($"e{A.Number()}", An.Instant, role.Name, "Orders"));
    }
}
