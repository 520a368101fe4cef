using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Changes;
using Portal.Data.Live;
using Portal.Demo;
using Portal.Tests.Support;

namespace Portal.Tests.Demo;

/// <summary>Playing invented events on request.</summary>
public sealed class EventSimulatorTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_plays_marked_events_from_when_it_is_switched_on_until_it_is_switched_off()
    {
        await using var portal = await PortalServer.StartAsync();
        var simulator = portal.Get<EventSimulator>();
        var engineer = (await portal.Get<Personas>().FindAsync(Persona.Engineer, Cancelled))!;
        var changes = portal.Get<ChangeFeed>().Follow(Topic.Changes, Cancelled);
        Assert.False(simulator.IsOn);

        await simulator.SwitchAsync(on: true, engineer, Cancelled);
        Assert.True(simulator.IsOn);
        await foreach (var _ in changes)
        {
            break;
        }
        await simulator.SwitchAsync(on: false, engineer, Cancelled);

        Assert.False(simulator.IsOn);
        await using var db = await portal.OpenDatabaseAsync();
        var played = await db.Set<Change>().AsNoTracking().Where(c => c.IsSimulated).ToListAsync(Cancelled);
        Assert.NotEmpty(played);
        Assert.All(played, c => Assert.StartsWith("simulated-", c.EventId, StringComparison.Ordinal));
        Assert.Equal(
            ["demo.startSimulator", "demo.stopSimulator"],
            await db.Set<AuditEntry>().Where(e => e.SubjectKind == "demo" && e.ActorId == engineer.Id).OrderBy(e => e.Sequence).Select(e => e.Action).ToListAsync(Cancelled));
    }

    [Fact]
    public async Task Who_may_not_use_the_demo_cannot_switch_it()
    {
        await using var portal = await PortalServer.StartAsync();
        var simulator = portal.Get<EventSimulator>();
        var auditor = (await portal.Get<Personas>().FindAsync(Persona.Auditor, Cancelled))!;

        await Assert.ThrowsAsync<AccessDeniedException>(() => simulator.SwitchAsync(on: true, auditor, Cancelled));

        Assert.False(simulator.IsOn);
    }
}
