using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Audit;
using Portal.Data.Changes;
using Portal.Data.Commands;
using Portal.Data.Inventory;
using Portal.Data.Notices;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Tests.Changes;
using Portal.Tests.Support;

namespace Portal.Tests.Notices;

/// <summary>Changes raise notices, in the transaction that stores them.</summary>
public sealed class NoticeWriterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task A_change_that_a_rule_asks_for_raises_a_notice_about_its_agent(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var agent = An.Agent("Order assistant");
        agent.Environment = AgentEnvironment.Production;
        var (source, role) = await RoleAsync(data, agent);
        var rule = A.NoticeRule(new() { Kinds = [ChangeKind.PermissionGained], Environment = AgentEnvironment.Production, OnlyOfAgents = true });
        await data.StoreAsync(rule);

        await IngestEventsTests.IngestAsync(data, source, CloudTrail.Attach("e1", An.Instant, role.Name, "Orders"));

        await using var db = await data.OpenAsync();
        var notice = await db.Notices.SingleAsync(Token);
        Assert.Equal((rule.Id, NoticeWhat.Change, 1, agent.Id, role.Id, "Order assistant"), (notice.RuleId, notice.What, notice.Count, notice.AgentId!.Value, notice.IdentityId!.Value, notice.AboutName));
        Assert.Equal((await db.Changes.SingleAsync(Token)).Id, notice.ChangeId);
        Assert.Empty(await db.NoticeDeliveries.ToListAsync(Token));
        Assert.Equal(1, await db.AuditEntries.CountAsync(e => e.Action == "notices.raise", Token));
    }

    [Theory, OnEachEngine]
    public async Task What_no_rule_asks_for_and_what_a_rule_that_is_off_asks_for_raises_none(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, role) = await RoleAsync(data);
        await data.StoreAsync(
            A.NoticeRule(isEnabled: false), A.NoticeRule(new() { Kinds = [ChangeKind.TrustChanged] }), A.NoticeRule(new() { MinimumRisk = 1 }), A.NoticeRule(trigger: NoticeTrigger.QuietSource));

        await IngestEventsTests.IngestAsync(data, source, CloudTrail.Attach("e1", An.Instant, role.Name, "Orders"));

        await using var db = await data.OpenAsync();
        Assert.Empty(await db.Notices.ToListAsync(Token));
    }

    [Theory, OnEachEngine]
    public async Task A_burst_is_one_notice_with_a_count_and_one_message(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, role) = await RoleAsync(data);
        await data.StoreAsync(A.PostingRule(new("http://127.0.0.1:1/")));

        foreach (var batch in Enumerable.Range(0, 4))
        {
            await IngestEventsTests.IngestAsync(data, source, [.. Enumerable.Range(0, 250).Select(i => CloudTrail.Attach($"e{batch}-{i}", An.Instant, role.Name, $"P{batch}-{i}"))]);
            data.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await using var db = await data.OpenAsync();
        var notice = await db.Notices.SingleAsync(Token);
        Assert.Equal((1000, An.Instant, An.Instant.AddMinutes(3)), (notice.Count, notice.At, notice.LastAt));
        Assert.Equal(notice.Id, (await db.NoticeDeliveries.SingleAsync(Token)).NoticeId);
    }

    [Theory, OnEachEngine]
    public async Task After_five_minutes_it_is_another_notice(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, role) = await RoleAsync(data);
        await data.StoreAsync(A.NoticeRule());

        await IngestEventsTests.IngestAsync(data, source, CloudTrail.Attach("e1", An.Instant, role.Name, "Orders"));
        data.Clock.Advance(TimeSpan.FromMinutes(5));
        await IngestEventsTests.IngestAsync(data, source, CloudTrail.Attach("e2", An.Instant, role.Name, "Stock"));

        await using var db = await data.OpenAsync();
        Assert.Equal([1L, 2L], await db.Notices.OrderBy(n => n.Sequence).Select(n => n.Sequence).ToListAsync(Token));
    }

    [Theory, OnEachEngine]
    public async Task Twenty_identities_are_told_apart_and_the_rest_is_counted_together(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var source = A.Source();
        var roles = Enumerable.Range(0, 50).Select(i => An.Identity(source, $"burst-{i}")).ToList();
        await data.StoreAsync([source, .. roles, A.NoticeRule()]);

        foreach (var half in roles.Chunk(25))
        {
            await IngestEventsTests.IngestAsync(data, source, [.. half.Select(r => CloudTrail.Attach($"e-{r.Name}", An.Instant, r.Name, "Orders"))]);
        }

        await using var db = await data.OpenAsync();
        var notices = await db.Notices.ToListAsync(Token);
        Assert.Equal(21, notices.Count);
        Assert.Equal(50, notices.Sum(n => n.Count));
        var many = Assert.Single(notices, n => n.AboutName is null);
        Assert.Equal((30, (IdentityId?)null), (many.Count, many.IdentityId));
    }

    [Theory, OnEachEngine]
    public async Task When_the_batch_cannot_be_kept_neither_is_its_notice(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine, services => services.AddSingleton<IChangeFollower, Failing>());
        var (source, role) = await RoleAsync(data);
        await data.StoreAsync(A.PostingRule(new("http://127.0.0.1:1/")));

        await Assert.ThrowsAsync<InvalidOperationException>(() => IngestEventsTests.IngestAsync(data, source, CloudTrail.Attach("e1", An.Instant, role.Name, "Orders")));

        await using var db = await data.OpenAsync();
        Assert.Empty(await db.Changes.ToListAsync(Token));
        Assert.Empty(await db.Notices.ToListAsync(Token));
        Assert.Empty(await db.NoticeDeliveries.ToListAsync(Token));
        Assert.Empty(await db.AuditEntries.Where(e => e.Action == "notices.raise").ToListAsync(Token));
    }

    [Theory, OnEachEngine]
    public async Task Several_batches_of_one_command_are_counted_in_one(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, role) = await RoleAsync(data);
        await data.StoreAsync(
            A.NoticeRule(),
            An.UnreadableEvent(source, CloudTrail.Attach("e1", An.Instant, role.Name, "A")),
            An.UnreadableEvent(source, CloudTrail.Attach("e2", An.Instant, role.Name, "B")),
            An.UnreadableEvent(source, CloudTrail.Attach("e3", An.Instant, "nobody-knows", "C")));

        var result = await data.Get<IngestEvents>().RedriveAsync(source.Id, which: null, Portal.Data.Access.Caller.System("tests"), Token);

        Assert.Equal(3, result!.Accepted);
        await using var db = await data.OpenAsync();
        // The actor is in no snapshot, so the third is about the source.
        Assert.Equal([1, 2], await db.Notices.OrderBy(n => n.Count).Select(n => n.Count).ToListAsync(Token));
    }

    private static async Task<(Source Source, Identity Role)> RoleAsync(TestPortalData data, Agent? agent = null)
    {
        var source = A.Source();
        var role = An.Identity(source, agent: agent?.Id);
        await data.StoreAsync(agent is null ? [source, role] : [source, agent, role]);
        return (source, role);
    }

    private sealed class Failing : IChangeFollower
    {
        public async Task OnWrittenAsync(CommandScope scope, Source source, IReadOnlyCollection<WrittenChange> written, CancellationToken cancellationToken)
        {
            Assert.True(await scope.Db.Notices.AnyAsync(cancellationToken));
            throw new InvalidOperationException("It cannot be kept.");
        }
    }
}
