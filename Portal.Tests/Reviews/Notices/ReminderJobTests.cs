using Portal.Tests.Support;
using Quartz;

namespace Portal.Tests.Reviews.Notices;

/// <summary>Reminders go out without anybody asking for them.</summary>
public sealed class ReminderJobTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_portal_looks_whom_to_remind_when_it_starts_and_every_ten_minutes()
    {
        await using var portal = await PortalServer.StartAsync(isDemo: false);
        var scheduler = await portal.Get<ISchedulerFactory>().GetScheduler(Token);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(Patience);

        var trigger = await scheduler.GetTrigger(new TriggerKey("reminders"), limit.Token);
        while (trigger?.PreviousFireTimeUtc is null)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
            trigger = await scheduler.GetTrigger(new TriggerKey("reminders"), limit.Token);
        }

        Assert.Equal(TimeSpan.FromMinutes(10), trigger.NextFireTimeUtc - trigger.PreviousFireTimeUtc);
        Assert.Empty(portal.Errors);
    }
}
