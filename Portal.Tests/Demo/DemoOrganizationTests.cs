using Microsoft.EntityFrameworkCore;
using Portal.Data.Audit;
using Portal.Data.Changes;
using Portal.Data.Demo;
using Portal.Data.Inventory;
using Portal.Data.People;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Remediations;
using Portal.Data.Sources;

namespace Portal.Tests.Demo;

/// <summary>What stands in the database after the first start of the demo.</summary>
/// <param name="server">The portal.</param>
public sealed class DemoOrganizationTests(DemoServer server) : IClassFixture<DemoServer>
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_load_is_finished_and_a_second_start_leaves_it_alone()
    {
        await using var db = await server.Portal.OpenDatabaseAsync();
        var before = await db.Set<AuditEntry>().CountAsync(Cancelled);

        await Portal.Demo.DemoFeature.EnsureDemoAsync(server.Portal.Services, Cancelled);

        Assert.Equal(DemoState.Loaded, await server.Portal.Get<DemoQueries>().ReadStateAsync(Cancelled));
        Assert.Equal(before, await db.Set<AuditEntry>().CountAsync(Cancelled));
    }

    [Fact]
    public async Task The_register_stands_with_its_owners_and_without_some()
    {
        await using var db = await server.Portal.OpenDatabaseAsync();
        var agents = await db.Set<Agent>().AsNoTracking().ToListAsync(Cancelled);
        var left = await db.Set<Person>().Where(p => !p.IsActive).Select(p => p.Id).ToListAsync(Cancelled);

        Assert.Equal(26, await db.Set<Person>().CountAsync(Cancelled));
        Assert.Equal(3, left.Count);
        Assert.Equal(38, agents.Count(a => a.Status == AgentStatus.Confirmed));
        Assert.InRange(agents.Count(a => a.Status == AgentStatus.Discovered), 5, 12);
        Assert.Contains(agents, a => a is { Status: AgentStatus.Confirmed, OwnerId: not null, InheritedFromId: { } from } && left.Contains(from));
        Assert.Contains(agents, a => a is { Status: AgentStatus.Confirmed, OwnerId: null });
        var assistant = Assert.Single(agents, a => a.Name == "Infrastructure assistant");
        var role = Assert.Single(await db.Set<Identity>().Where(i => i.AgentId == assistant.Id).ToListAsync(Cancelled));
        Assert.Equal("PlatformOperator", role.Name);
    }

    [Fact]
    public async Task The_review_is_closed_and_every_revoke_is_proven_by_a_snapshot()
    {
        await using var db = await server.Portal.OpenDatabaseAsync();

        var campaign = await db.Set<Campaign>().AsNoTracking().SingleAsync(Cancelled);

        Assert.Equal(CampaignState.Closed, campaign.State);
        Assert.InRange(Now - campaign.LaunchedAt!.Value, TimeSpan.FromDays(61), TimeSpan.FromDays(63));
        Assert.InRange(Now - campaign.ClosedAt!.Value, TimeSpan.FromDays(40) - Tolerance, TimeSpan.FromDays(40) + Tolerance);
        var states = await db.Set<Remediation>().Select(r => r.State).ToListAsync(Cancelled);
        Assert.Equal(Enumerable.Repeat(RemediationState.Verified, 8), states);
        Assert.False(await db.Set<ReviewItem>().AnyAsync(i => i.State == ReviewItemState.Unanswered || i.State == ReviewItemState.Open, Cancelled));
        Assert.Equal(73, await db.Set<Decision>().CountAsync(Cancelled));
    }

    [Fact]
    public async Task Three_readings_and_three_months_of_changes_are_there_and_one_of_them_is_silent()
    {
        await using var db = await server.Portal.OpenDatabaseAsync();
        var changes = await db.Set<Change>().AsNoTracking().ToListAsync(Cancelled);

        var snapshots = await db.Set<Snapshot>().AsNoTracking().ToListAsync(Cancelled);
        Assert.Equal(3, snapshots.Count);
        Assert.All(snapshots, s => Assert.True(s.IsComplete && s.Warnings.Count == 0));
        Assert.InRange(changes.Count, 150, 500);
        Assert.DoesNotContain(changes, c => c.IsSimulated);
        Assert.InRange(Now - changes.Min(c => c.At), TimeSpan.FromDays(85), TimeSpan.FromDays(92) + Tolerance);
        var silent = changes.Where(c => c.IsSilent).ToList();
        Assert.Contains("log-summarizer-agent", Assert.Single(silent).SearchText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_record_reads_as_history()
    {
        await using var db = await server.Portal.OpenDatabaseAsync();
        var entries = await db.Set<AuditEntry>().AsNoTracking().OrderBy(e => e.Sequence).ToListAsync(Cancelled);

        Assert.Equal("demo.begin", entries[0].Action);
        var loaded = entries.FindIndex(e => e.Action == "demo.load");
        Assert.Equal(entries.Take(loaded + 1).OrderBy(e => e.At).Select(e => e.Sequence), entries.Take(loaded + 1).Select(e => e.Sequence));
        Assert.InRange(Now - entries[0].At, TimeSpan.FromDays(92) - Tolerance, TimeSpan.FromDays(92) + Tolerance);
        Assert.Contains(entries, e => e is { ActorName: "Mei-Lin Chou" });
        Assert.DoesNotContain(entries, e => e.Outcome != AuditOutcome.Done);
    }
}
