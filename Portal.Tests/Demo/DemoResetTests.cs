using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Demo;
using Portal.Data.Inventory;
using Portal.Data.Inventory.Curation;
using Portal.Data.Sources;
using Portal.Data.Storage;
using Portal.Demo;
using Portal.Tests.Support;

namespace Portal.Tests.Demo;

/// <summary>Loading the demo organization again.</summary>
public sealed class DemoResetTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task A_reset_takes_out_what_was_changed_and_loads_everything_anew_under_a_running_portal(Engine engine)
    {
        await using var portal = await PortalServer.StartAsync(engine);
        await portal.Get<CreateAgent>().RunAsync(new AgentDraft("Mine"), Caller.System("tests"), Cancelled);
        var before = await CountAsync(portal);

        await portal.Get<DemoOrganization>().ResetAsync(Cancelled);

        Assert.Equal(DemoState.Loaded, await portal.Get<DemoQueries>().ReadStateAsync(Cancelled));
        Assert.Equal(before - 1, await CountAsync(portal));
        using var client = await portal.SignInAsync("engineer");
    }

    [Fact]
    public async Task A_load_that_was_cut_off_is_started_over()
    {
        await using var portal = await PortalServer.StartAsync(isDemo: true);
        var expected = await CountAsync(portal);
        await portal.Get<Eraser>().RunAsync(Cancelled);
        await portal.Get<Migrator>().RunAsync(Cancelled);
        await portal.Get<MarkDemo>().RunAsync(DemoAct.Begin, "Larkspur Freight", Caller.System("demo"), Cancelled);
        await portal.Get<CreateAgent>().RunAsync(new AgentDraft("Half"), Caller.System("demo"), Cancelled);

        await portal.Services.EnsureDemoAsync(Cancelled);

        Assert.Equal(DemoState.Loaded, await portal.Get<DemoQueries>().ReadStateAsync(Cancelled));
        Assert.Equal(expected, await CountAsync(portal));
    }

    [Fact]
    public async Task Other_data_is_left_alone_by_start_and_reset()
    {
        await using var portal = await PortalServer.StartAsync(isDemo: true);
        await portal.Get<Eraser>().RunAsync(Cancelled);
        await portal.Get<Migrator>().RunAsync(Cancelled);
        await using (var db = await portal.OpenDatabaseAsync())
        {
            db.Add(A.Source());
            await db.SaveChangesAsync(Cancelled);
        }

        await portal.Services.EnsureDemoAsync(Cancelled);
        await Assert.ThrowsAsync<InvalidOperationException>(() => portal.Get<DemoOrganization>().ResetAsync(Cancelled));

        await using var after = await portal.OpenDatabaseAsync();
        Assert.Single(await after.Set<Source>().ToListAsync(Cancelled));
        Assert.False(await after.Set<AuditEntry>().AnyAsync(Cancelled));
    }

    private static async Task<int> CountAsync(PortalServer portal)
    {
        await using var db = await portal.OpenDatabaseAsync();
        return await db.Set<Agent>().CountAsync(Cancelled);
    }
}
