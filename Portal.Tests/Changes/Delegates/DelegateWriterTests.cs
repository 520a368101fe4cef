using Microsoft.EntityFrameworkCore;
using Portal.Data.Changes;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Tests.Support;
using static Portal.Tests.Changes.Delegates.DelegateCase;

namespace Portal.Tests.Changes.Delegates;

/// <summary>An identity that is used through an agent becomes a delegated one, from the events alone.</summary>
public sealed class DelegateWriterTests
{
    [Theory, OnEachEngine]
    public async Task A_persons_role_with_an_agents_mark_is_a_delegated_identity(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var made = await CreateAsync(data);

        await made.IngestAsync(ByClaude("e1", An.Instant), ByClaude("e2", An.Instant.AddHours(1), error: "AccessDenied"));

        var row = Assert.Single(await made.ListAsync());
        Assert.Equal(("dana", "Claude Code", "Developers", made.Role.Id), (row.Initiator, row.Agent, row.IdentityName, row.IdentityId));
        Assert.Equal((AttributionGrade.B, AttributionGrade.C), (row.InitiatorGrade, row.AgentGrade));
        Assert.Equal((An.Instant, An.Instant.AddHours(1), 2L), (row.FirstAt, row.LastAt, row.Count));
    }

    [Theory, OnEachEngine]
    public async Task People_and_agents_are_kept_apart_and_nobody_is_a_value(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var made = await CreateAsync(data);

        await made.IngestAsync(
            ByClaude("e1", An.Instant), ByClaude("e2", An.Instant, person: "robin"), ByClaude("e3", An.Instant, person: null), ByMcp("e4", An.Instant));

        var rows = await made.ListAsync();
        Assert.Equal(
            [("dana", "Claude Code"), ("dana", "an agent through aws-mcp.amazonaws.com"), ("robin", "Claude Code"), (null, "Claude Code")],
            rows.Select(r => (r.Initiator, r.Agent)).OrderBy(r => r.Initiator ?? "~", StringComparer.Ordinal).ThenBy(r => r.Agent, StringComparer.Ordinal));
        Assert.Equal(AttributionGrade.A, rows.Single(r => r.Agent.Contains("mcp", StringComparison.Ordinal)).AgentGrade);
    }

    [Theory, OnEachEngine]
    public async Task Without_a_mark_there_is_none(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var made = await CreateAsync(data);

        await made.IngestAsync(CloudTrail.Record("AttachRolePolicy", "e1", An.Instant, new { roleName = "Developers", policyArn = CloudTrail.PolicyArn("Orders") }, actor: "Developers"));

        Assert.Empty(await made.ListAsync());
    }

    [Theory, OnEachEngine]
    public async Task What_a_confirmed_agents_own_identity_does_is_no_delegation(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var made = await CreateAsync(data);
        var agent = An.Agent("Order assistant");
        agent.Status = AgentStatus.Confirmed;
        await data.StoreAsync(agent);
        await using (var db = await data.OpenAsync())
        {
            await db.Identities.ExecuteUpdateAsync(set => set.SetProperty(i => i.AgentId, agent.Id));
        }

        await made.IngestAsync(ByClaude("e1", An.Instant));

        Assert.Empty(await made.ListAsync());
    }

    [Theory, OnEachEngine]
    public async Task A_late_event_moves_the_first_time_back_and_a_repeat_changes_nothing(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var made = await CreateAsync(data);

        await made.IngestAsync(ByClaude("e2", An.Instant));
        await made.IngestAsync(ByClaude("e1", An.Instant.AddDays(-3)), ByClaude("e2", An.Instant));
        await made.IngestAsync(ByClaude("e2", An.Instant));

        var row = Assert.Single(await made.ListAsync());
        Assert.Equal((An.Instant.AddDays(-3), An.Instant, 2L), (row.FirstAt, row.LastAt, row.Count));
    }

    [Theory, OnEachEngine]
    public async Task The_change_that_says_it_most_surely_is_kept(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var made = await CreateAsync(data, Rights);

        await made.IngestAsync(ByClaude("e1", An.Instant), ByClaude("e3", An.Instant.AddHours(2)), ByClaude("e2", An.Instant.AddHours(1)));

        var detail = await made.OnlyAsync();
        await using var db = await data.OpenAsync();
        Assert.Equal("e3", await db.Changes.Where(c => c.Id == detail.AgentChange).Select(c => c.EventId).SingleAsync(TestContext.Current.CancellationToken));
        Assert.Equal(detail.AgentChange, detail.InitiatorChange);
    }

    [Theory, OnEachEngine]
    public async Task The_list_is_paged_and_searched(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var made = await CreateAsync(data, Rights);
        await made.IngestAsync([.. Enumerable.Range(0, 5).Select(i => ByClaude($"e{i}", An.Instant.AddHours(i), person: $"person-{i}"))]);

        var first = await data.Get<Portal.Data.Changes.Delegates.DelegateQueries>().ListAsync(new(), new(Limit: 3), Portal.Data.Access.Caller.System("tests"), TestContext.Current.CancellationToken);
        var second = await made.ListAsync(page: new(first.Next, 3));

        Assert.Equal(["person-4", "person-3", "person-2", "person-1", "person-0"], first.Items.Concat(second).Select(r => r.Initiator));
        Assert.Equal("person-3", Assert.Single(await made.ListAsync(new() { Q = "Person-3" })).Initiator);
        Assert.Equal(5, (await made.ListAsync(new() { Q = "developers" })).Count);
        Assert.Empty(await made.ListAsync(new() { Q = "nobody" }));
    }
}
