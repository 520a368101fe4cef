using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Commands;
using Portal.Data.Lists;
using Portal.Tests.Support;

namespace Portal.Tests.Audit;

public sealed class AuditQueriesTests
{
    [Theory, OnEachEngine]
    public async Task Pages_follow_each_other_newest_first_without_gap_or_repeat(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        for (var i = 0; i < 7; i++)
        {
            await RecordAsync(portal, "thing.touch", $"thing {i}");
        }

        var first = await ListAsync(portal, new(), new(Limit: 3));
        var second = await ListAsync(portal, new(), new(first.Next, 3));
        var third = await ListAsync(portal, new(), new(second.Next, 3));

        Assert.Equal(
            ["thing 6", "thing 5", "thing 4", "thing 3", "thing 2", "thing 1", "thing 0"],
            first.Items.Concat(second.Items).Concat(third.Items).Select(r => r.SubjectName));
        Assert.Null(third.Next);
    }

    [Theory, OnEachEngine]
    public async Task Each_filter_finds_what_it_names(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await RecordAsync(portal, "agent.confirm", "Kiro", "agent", "42");
        portal.Clock.Advance(TimeSpan.FromHours(1));
        await RecordAsync(portal, "agent.dismiss", "Chat concierge", "agent", "43", reason: "A web form, not an agent", AuditOutcome.Refused);

        await FindsAsync(new() { Action = "agent." }, 2);
        await FindsAsync(new() { Action = "agent.confirm" }, 1);
        await FindsAsync(new() { Subject = "agent:42" }, 1);
        await FindsAsync(new() { Subject = "agent" }, 2);
        await FindsAsync(new() { Subject = "43" }, 1);
        await FindsAsync(new() { Outcome = AuditOutcome.Refused }, 1);
        await FindsAsync(new() { Actor = "Governance (tests)" }, 2);
        await FindsAsync(new() { Actor = "someone else" }, 0);
        await FindsAsync(new() { From = An.Instant.AddMinutes(30) }, 1);
        await FindsAsync(new() { To = An.Instant.AddMinutes(30) }, 1);
        await FindsAsync(new() { Q = "WEB FORM" }, 1);
        await FindsAsync(new() { Q = "kiro" }, 1);
        await FindsAsync(new() { Q = "100%_nothing" }, 0);

        async Task FindsAsync(AuditFilter filter, int expected) =>
            Assert.Equal(expected, (await ListAsync(portal, filter, new())).Items.Count);
    }

    [Fact]
    public async Task An_owner_may_not_read_the_record()
    {
        await using var portal = await TestPortalData.CreateAsync();
        var owner = await portal.AsAsync(Role.Owner);

        await Assert.ThrowsAsync<AccessDeniedException>(
            () => portal.Get<AuditQueries>().ListAsync(new(), new(), owner, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_filter_survives_the_way_through_the_address()
    {
        var filter = new AuditFilter
        {
            Actor = "Zoë & Co",
            Subject = "agent:42",
            Action = "agent.",
            Outcome = AuditOutcome.Failed,
            From = An.Instant,
            To = An.Instant.AddDays(1),
            Q = "a=b&c",
        };

        Assert.Equal(filter, AuditFilter.Parse(new QueryReader(filter.ToQuery())));
    }

    private static Task<Page<AuditRow>> ListAsync(TestPortalData portal, AuditFilter filter, PageRequest page) =>
        portal.Get<AuditQueries>().ListAsync(filter, page, Caller.System("tests"), TestContext.Current.CancellationToken);

    private static Task<bool> RecordAsync(
        TestPortalData portal,
        string action,
        string name,
        string kind = "thing",
        string id = "1",
        string? reason = null,
        AuditOutcome outcome = AuditOutcome.Done) => portal.Get<CommandRunner>().RunAsync(
            action,
            Caller.System("tests"),
            Right.ManageInventory,
            (scope, _) =>
            {
                scope.Record(action, new(kind, id, name), after: new { name }, reason: reason, outcome: outcome);
                return Task.FromResult(true);
            },
            TestContext.Current.CancellationToken);
}
