using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Changes;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Tests.Support;

namespace Portal.Tests.Changes;

/// <summary>Events become changes: each once, in any order, tied to whom they touch.</summary>
public sealed class IngestEventsTests
{
    [Theory, OnEachEngine]
    public async Task An_event_becomes_a_change_of_the_identity_that_it_names(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, role) = await StoreRoleAsync(data);

        var result = await IngestAsync(data, source, CloudTrail.Attach("e1", An.Instant, role.Name, "Orders"));

        Assert.Equal((1, 0, 0), (result.Accepted, result.Duplicates, result.Ignored));
        var change = Assert.Single(await ListAsync(data, new() { Identity = role.Id }));
        Assert.Equal(ChangeKind.PermissionGained, change.Kind);
        Assert.Equal(role.Id, Assert.Single(change.Subjects).IdentityId);
        Assert.Equal("Deployer", change.Actor?.Name);
        Assert.Null(change.Initiator);
        Assert.Equal(CloudTrail.PolicyArn("Orders"), change.After);
    }

    [Theory, OnEachEngine]
    public async Task A_repeat_changes_nothing_and_is_counted(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, role) = await StoreRoleAsync(data);
        var once = CloudTrail.Attach("e1", An.Instant, role.Name, "Orders");

        var first = await IngestAsync(data, source, once, once);
        var second = await IngestAsync(data, source, once);

        Assert.Equal((1, 1), (first.Accepted, first.Duplicates));
        Assert.Equal((0, 1), (second.Accepted, second.Duplicates));
        Assert.Single(await ListAsync(data, new()));
        await using var db = await data.OpenAsync();
        Assert.Equal(1, await db.AuditEntries.CountAsync(e => e.Action == "events.ingest"));
    }

    [Theory, OnEachEngine]
    public async Task The_same_id_from_another_source_is_another_event(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, role) = await StoreRoleAsync(data);
        var other = A.Source();
        await data.StoreAsync(other);

        await IngestAsync(data, source, CloudTrail.Attach("e1", An.Instant, role.Name, "Orders"));
        var result = await IngestAsync(data, other, CloudTrail.Attach("e1", An.Instant, role.Name, "Orders"));

        Assert.Equal(1, result.Accepted);
        // Both name the same ARN, so both are of that role, whichever source shows it.
        Assert.Equal(2, (await ListAsync(data, new() { Identity = role.Id })).Count);
    }

    [Theory, OnEachEngine]
    public async Task What_cannot_be_read_is_named_and_the_rest_is_kept(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, role) = await StoreRoleAsync(data);

        var result = await IngestAsync(
            data, source, CloudTrail.Attach("e1", An.Instant, role.Name, "Orders"), """{"eventVersion":"1.11","eventName":"PutRolePolicy"}""", CloudTrail.Attach("e2", An.Instant, role.Name, "Stock"));

        Assert.Equal(2, result.Accepted);
        Assert.Equal(1, Assert.Single(result.Rejected).Index);
    }

    [Theory, OnEachEngine]
    public async Task What_a_confirmed_agents_own_identity_does_is_that_agents_and_only_since_it_was_confirmed(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, role) = await StoreRoleAsync(data);
        var agent = An.Agent("Order assistant");
        agent.Status = AgentStatus.Discovered;
        var deployer = An.Identity(source, "Deployer", agent.Id);
        await data.StoreAsync(agent, deployer);

        await IngestAsync(data, source, CloudTrail.Attach("e1", An.Instant, role.Name, "A"));
        await using (var db = await data.OpenAsync())
        {
            await db.Agents.ExecuteUpdateAsync(u => u.SetProperty(a => a.Status, AgentStatus.Confirmed));
        }
        await IngestAsync(data, source, CloudTrail.Attach("e2", An.Instant.AddMinutes(1), role.Name, "B"), CloudTrail.Attach("e3", An.Instant.AddMinutes(2), role.Name, "C").Replace("aws-sdk-go-v2/1.30.3", "claude-code/2.1.0", StringComparison.Ordinal));

        await using var read = await data.OpenAsync();
        var changes = await read.Changes.AsNoTracking().OrderBy(c => c.EventId).ToListAsync();
        Assert.Equal([(null, AttributionGrade.Unknown), ("Order assistant", AttributionGrade.B), ("Order assistant", AttributionGrade.B)], changes.Select(c => (c.NamedAgent, c.AgentGrade)));
        Assert.All(changes.Skip(1), c => Assert.Contains($"inventory: {deployer.NativeId} belongs to Order assistant", c.Evidence));
        Assert.Contains(changes[2].Evidence, line => line.Contains("claude-code", StringComparison.Ordinal));
        Assert.All(changes.Skip(1), c => Assert.Equal(AttributionGrade.B, c.Grade));
    }

    [Theory, OnEachEngine]
    public async Task What_the_platform_itself_says_goes_before_whose_identity_it_is(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, role) = await StoreRoleAsync(data);
        var agent = An.Agent("Order assistant");
        agent.Status = AgentStatus.Confirmed;
        var deployer = An.Identity(source, "Deployer", agent.Id);
        await data.StoreAsync(agent, deployer);

        await IngestAsync(data, source, CloudTrail.Attach("e1", An.Instant, role.Name, "A").Replace("\"accountId\":", "\"invokedBy\":\"bedrock-agentcore.amazonaws.com\",\"accountId\":", StringComparison.Ordinal));

        await using var read = await data.OpenAsync();
        Assert.Equal(AttributionGrade.A, (await read.Changes.AsNoTracking().SingleAsync()).AgentGrade);
    }

    [Theory, OnEachEngine]
    public async Task A_file_is_read_once_by_however_many_portals(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        await using var other = data.Another();
        var (source, role) = await StoreRoleAsync(data);
        var files = Enumerable.Range(0, 12).Select(i => (Name: $"bucket/file-{i}", Body: CloudTrail.File(CloudTrail.Attach($"e{i}", An.Instant, role.Name, "Orders")))).ToList();

        var results = await Task.WhenAll(new[] { data, other }.SelectMany(portal => files.Select(file => Task.Run(() => portal.Get<IngestEvents>().RunAsync(
            source.Id, file.Body, new(file.Name, File: file.Name), Caller.System("tests"), CancellationToken.None)))));

        Assert.Equal(files.Count, results.Sum(r => r!.Accepted));
        Assert.Equal(files.Count, (await ListAsync(data, new())).Count);
        Assert.Equal(files.Select(f => f.Name).Order(StringComparer.Ordinal), await data.Get<ReadFileQueries>().NamesAsync(source.Id, Caller.System("tests"), CancellationToken.None));
        await using var db = await data.OpenAsync();
        Assert.Equal(files.Count, await db.AuditEntries.CountAsync(e => e.Action == "events.ingest"));
    }

    [Theory, OnEachEngine]
    public async Task Names_of_files_that_cannot_come_again_are_forgotten_with_the_next(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, _) = await StoreRoleAsync(data);
        var by = Caller.System("tests");
        foreach (var origin in new EventOrigin[] { new("a", File: "a"), new("b", File: "b"), new("c", File: "c") { Forgets = ["a", "nobody"] } })
        {
            await data.Get<IngestEvents>().RunAsync(source.Id, Encoding.UTF8.GetBytes("""{"Records":[]}"""), origin, by, CancellationToken.None);
        }

        Assert.Equal(["b", "c"], await data.Get<ReadFileQueries>().NamesAsync(source.Id, by, CancellationToken.None));
    }

    [Theory, OnEachEngine]
    public async Task The_order_of_arrival_does_not_matter(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, role) = await StoreRoleAsync(data);
        var (other, sameRole) = await StoreRoleAsync(data, role.Name);
        string[] documents = ["""{"a":1}""", """{"b":2}""", """{"c":3}"""];
        string[] events = [.. documents.Select((d, i) => CloudTrail.Put($"e{i}", An.Instant.AddMinutes(i), role.Name, "inline", d))];

        await IngestAsync(data, source, events);
        await IngestAsync(data, other, events[2]);
        await IngestAsync(data, other, events[0]);
        await IngestAsync(data, other, events[1]);

        var sorted = await ListAsync(data, new() { Identity = role.Id });
        var shuffled = await ListAsync(data, new() { Identity = sameRole.Id });
        Assert.Equal([documents[1], documents[0], null], sorted.Select(c => c.Before));
        Assert.Equal(sorted.Select(c => (c.EventId, c.Before, c.After)), shuffled.Select(c => (c.EventId, c.Before, c.After)));
    }

    [Theory, OnEachEngine]
    public async Task What_was_before_comes_from_the_snapshot_where_the_event_lacks_it(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, role) = await StoreRoleAsync(data);
        await data.StoreAsync(
            SnapshotOf(source, An.Instant),
            new PolicyDocument { Hash = "aa", Platform = Platform.Aws, Text = """{"old":true}""" },
            new Entitlement
            {
                IdentityId = role.Id,
                Kind = EntitlementKind.InlinePolicy,
                Key = "inline",
                Name = "inline",
                Documents = [new("inline", "aa")],
                ObservedFrom = An.Instant,
            });

        await IngestAsync(data, source, CloudTrail.Put("e1", An.Instant.AddHours(1), role.Name, "inline", """{"new":true}"""));
        await IngestAsync(data, source, CloudTrail.Put("early", An.Instant.AddHours(-1), role.Name, "inline", """{"older":true}"""));

        var changes = await ListAsync(data, new() { Identity = role.Id });
        Assert.Equal("""{"old":true}""", changes[0].Before);
        Assert.True(changes[0].IsBeforeDerived);
        Assert.Null(changes[1].Before);
    }

    [Theory, OnEachEngine]
    public async Task A_managed_policy_fans_out_to_those_who_held_it(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, holder) = await StoreRoleAsync(data);
        var former = An.Identity(source);
        var stranger = An.Identity(source);
        var held = An.Entitlement(former, "Shared");
        held.ObservedUntil = An.Instant.AddMinutes(1);
        await data.StoreAsync(former, stranger, An.Entitlement(holder, "Shared"), held, An.Entitlement(stranger, "Other"), SnapshotOf(source, An.Instant));

        await IngestAsync(data, source, CloudTrail.Record(
            "CreatePolicyVersion", "e1", An.Instant.AddHours(1), new { policyArn = CloudTrail.PolicyArn("Shared"), policyDocument = "{}", setAsDefault = true }));

        Assert.Equal(1, Assert.Single(await ListAsync(data, new() { Identity = holder.Id })).SubjectCount);
        Assert.Empty(await ListAsync(data, new() { Identity = former.Id }));
        Assert.Empty(await ListAsync(data, new() { Identity = stranger.Id }));
    }

    [Theory, OnEachEngine]
    public async Task A_failed_attempt_is_kept_as_one(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, role) = await StoreRoleAsync(data);

        await IngestAsync(data, source, CloudTrail.Attach("e1", An.Instant, role.Name, "Orders", error: "AccessDenied"));

        Assert.Equal("AccessDenied", Assert.Single(await ListAsync(data, new() { Identity = role.Id })).Error);
    }

    [Theory, OnEachEngine]
    public async Task A_late_event_says_so(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, role) = await StoreRoleAsync(data);

        await IngestAsync(data, source, CloudTrail.Attach("old", An.Instant.AddDays(-90), role.Name, "A"), CloudTrail.Attach("new", An.Instant.AddMinutes(-1), role.Name, "B"));

        Assert.Equal([false, true], (await ListAsync(data, new())).Select(c => c.IsLate));
    }

    [Theory, OnEachEngine]
    public async Task What_nobody_did_for_an_agent_is_only_kept_of_agents(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, _) = await StoreRoleAsync(data);
        var agent = An.Agent();
        await data.StoreAsync(agent, An.Identity(source, "bot", agent.Id), An.Identity(source, "person"));

        var result = await IngestAsync(
            data,
            source,
            CloudTrail.Record("DeleteStack", "e1", An.Instant, new { stackName = "x" }, actor: "bot", service: "cloudformation"),
            CloudTrail.Record("DeleteStack", "e2", An.Instant, new { stackName = "x" }, actor: "person", service: "cloudformation"));

        Assert.Equal((1, 1), (result.Accepted, result.Ignored));
        Assert.Equal("bot", Assert.Single(await ListAsync(data, new() { Agent = agent.Id })).Actor?.Name);
    }

    [Fact]
    public async Task Hostile_text_is_stored_as_it_can_be()
    {
        await using var data = await TestPortalData.CreateAsync();
        var (source, _) = await StoreRoleAsync(data);

        var result = await IngestAsync(data, source, CloudTrail.Attach("e1", An.Instant, new string('x', 5_000), "\u202Egnp\u0000.exe"));

        Assert.Equal(1, result.Accepted);
        Assert.DoesNotContain('\0', Assert.Single(await ListAsync(data, new())).After!);
    }

    [Fact]
    public async Task Who_may_not_ingest_is_refused()
    {
        await using var data = await TestPortalData.CreateAsync();
        var (source, role) = await StoreRoleAsync(data);
        var reader = await data.AsTokenAsync(TokenScope.Read);

        await Assert.ThrowsAsync<AccessDeniedException>(() => data.Get<IngestEvents>().RunAsync(
            source.Id, CloudTrail.File(CloudTrail.Attach("e1", An.Instant, role.Name, "A")), EventOrigin.Sent, reader, CancellationToken.None));
    }

    [Fact]
    public async Task An_unknown_source_takes_nothing()
    {
        await using var data = await TestPortalData.CreateAsync();

        var result = await data.Get<IngestEvents>().RunAsync(
            SourceId.New(), Encoding.UTF8.GetBytes("{}"), EventOrigin.Sent, Caller.System("tests"), CancellationToken.None);

        Assert.Null(result);
    }

    [Theory, OnEachEngine]
    public async Task Pages_follow_each_other_without_gap_or_repeat(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, role) = await StoreRoleAsync(data);
        // Many of the same instant: the time alone does not tell where a page ended.
        await IngestAsync(data, source, [.. Enumerable.Range(0, 130).Select(i => CloudTrail.Attach($"e{i}", An.Instant.AddMinutes(i / 40), role.Name, $"P{i}"))]);

        var all = new List<ChangeRow>();
        var next = (string?)null;
        do
        {
            var page = await data.Get<ChangeQueries>().ListAsync(new() { Identity = role.Id }, new PageRequest(next, 25), Caller.System("tests"), CancellationToken.None);
            all.AddRange(page.Items);
            next = page.Next;
        }
        while (next is not null);

        Assert.Equal(130, all.Select(c => c.EventId).Distinct().Count());
        Assert.Equal(130, all.Count);
        Assert.Equal(all.OrderByDescending(c => c.At).ThenByDescending(c => c.Sequence).Select(c => c.Id), all.Select(c => c.Id));
    }

    [Theory, OnEachEngine]
    public async Task A_search_finds_names_whatever_the_case(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, role) = await StoreRoleAsync(data);
        await IngestAsync(data, source, CloudTrail.Attach("e1", An.Instant, role.Name, "A"), CloudTrail.Attach("e2", An.Instant, "Another%Role", "B"));

        Assert.Equal("e2", Assert.Single(await ListAsync(data, new() { Q = "another%r" })).EventId);
        Assert.Empty(await ListAsync(data, new() { Q = "another_r" }));
        Assert.Equal(2, (await ListAsync(data, new() { Kind = ChangeKind.PermissionGained })).Count);
        Assert.Empty(await ListAsync(data, new() { Kind = ChangeKind.PermissionLost }));
    }

    internal static async Task<IngestResult> IngestAsync(TestPortalData data, Source source, params IReadOnlyList<string> records) =>
        await data.Get<IngestEvents>().RunAsync(source.Id, CloudTrail.File(records), EventOrigin.Sent, Caller.System("tests"), CancellationToken.None)
            ?? throw new InvalidOperationException("The source is not there.");

    internal static async Task<IReadOnlyList<ChangeDetail>> ListAsync(TestPortalData data, ChangeFilter filter) =>
        (await data.Get<ChangeQueries>().ListDetailsAsync(filter, new PageRequest(), Caller.System("tests"), CancellationToken.None)).Items;

    internal static async Task<(Source Source, Identity Role)> StoreRoleAsync(TestPortalData data, string? name = null)
    {
        var source = A.Source();
        var role = An.Identity(source, name);
        await data.StoreAsync(source, role);
        return (source, role);
    }

    private static Snapshot SnapshotOf(Source source, DateTimeOffset at) =>
        new() { SourceId = source.Id, TakenAt = at, ImportedAt = at, IsComplete = true, Counts = new(0, 0, 0, 0, 0, 0, 0, 0) };
}
