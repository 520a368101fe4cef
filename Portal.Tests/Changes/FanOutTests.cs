using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Changes;
using Portal.Data.Changes.Delegates;
using Portal.Data.Inventory;
using Portal.Data.Inventory.Imports;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Tests.Changes.Delegates;
using Portal.Tests.Support;
using static Portal.Tests.Changes.IngestEventsTests;
using static Portal.Tests.Inventory.Imports.Export;

namespace Portal.Tests.Changes;

/// <summary>Whom an event reaches: everyone who holds what it changes, however they hold it, and whichever source shows them.</summary>
public sealed class FanOutTests
{
    private static async Task<IReadOnlyList<DelegateRow>> DelegatesAsync(TestPortalData data) =>
        (await data.Get<DelegateQueries>().ListAsync(new(), new(), Caller.System("tests"), Cancelled)).Items;

    private static readonly SnapshotItem.Document Read = Document("""{"Statement":{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}}""");
    private static readonly SnapshotItem.Document Write = Document("""{"Statement":{"Effect":"Allow","Action":"s3:Put*","Resource":"*"}}""");

    private readonly ScriptedPlatform _platform = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task A_managed_policy_reaches_those_who_hold_it_through_a_group(Engine engine)
    {
        await using var data = await CreateAsync(engine);
        _platform.Items = [Read, Write, User("member", Member("readers", Read, "Shared")), User("other", Member("writers", Write, "Other")), Role("direct", Policy("Shared", Read)), Complete()];
        var source = await ImportAsync(data, "Production");

        await IngestAsync(data, source, Rewrite("e1", "Shared"));

        var change = Assert.Single(await ListAsync(data, new()));
        Assert.Equal(["direct", "member"], change.Subjects.Select(s => s.Name));
        Assert.Equal(Read.Text, change.Before);
        Assert.Empty(await ListAsync(data, new() { Identity = await IdOfAsync(data, "other") }));
    }

    [Theory, OnEachEngine]
    public async Task Who_left_the_group_is_not_reached_and_who_was_in_it_then_is(Engine engine)
    {
        await using var data = await CreateAsync(engine);
        _platform.Items = [Read, User("former", Member("readers", Read, "Shared")), User("member", Member("readers", Read, "Shared")), Complete()];
        var source = await ImportAsync(data, "Production");
        data.Clock.Advance(TimeSpan.FromDays(1));
        _platform.Items = [Read, User("former"), User("member", Member("readers", Read, "Shared")), Complete()];
        await ImportAsync(data, "Production");

        await IngestAsync(data, source, Rewrite("later", "Shared", An.Instant.AddDays(2)), Rewrite("earlier", "Shared", An.Instant.AddHours(1)));

        var changes = (await ListAsync(data, new() { Silent = false })).ToDictionary(c => c.EventId, c => c.Subjects.Select(s => s.Name), StringComparer.Ordinal);
        Assert.Equal(["member"], changes["later"]);
        Assert.Equal(["former", "member"], changes["earlier"]);
    }

    [Theory, OnEachEngine]
    public async Task What_a_group_is_given_reaches_its_members_of_that_account(Engine engine)
    {
        await using var data = await CreateAsync(engine);
        const string Elsewhere = "999999999999";
        _platform.Items =
        [
            Read, User("member", Member("readers", Read)), User("bystander"),
            User("namesake", Member("readers", Read)) with { NativeId = $"arn:aws:iam::{Elsewhere}:user/namesake", Container = Elsewhere }, Complete(), Complete(Elsewhere),
        ];
        var source = await ImportAsync(data, "Production");

        await IngestAsync(data, source, CloudTrail.Record("AttachGroupPolicy", "e1", An.Instant.AddHours(1), new { groupName = "readers", policyArn = CloudTrail.PolicyArn("Shared") }));

        Assert.Equal(["member"], Assert.Single(await ListAsync(data, new())).Subjects.Select(s => s.Name));
    }

    [Theory, OnEachEngine]
    public async Task A_trail_of_the_organization_reaches_accounts_that_other_sources_show(Engine engine)
    {
        await using var data = await CreateAsync(engine);
        _platform.Items = [Read, Role("worker", Policy("Shared", Read)), User("member", Member("readers", Read, "Shared")), Complete()];
        await ImportAsync(data, "Account");
        var trail = A.Source("Trail");
        await data.StoreAsync(trail);

        await IngestAsync(data, trail, CloudTrail.Attach("attach", An.Instant.AddHours(1), "worker", "Orders"), Rewrite("rewrite", "Shared"));

        var ofWorker = await ListAsync(data, new() { Identity = await IdOfAsync(data, "worker") });
        Assert.Equal(["attach", "rewrite"], ofWorker.Select(c => c.EventId).Order(StringComparer.Ordinal));
        Assert.Equal(["member", "worker"], ofWorker.Single(c => c.EventId == "rewrite").Subjects.Select(s => s.Name));
        Assert.Equal(Read.Text, ofWorker.Single(c => c.EventId == "rewrite").Before);
    }

    [Theory, OnEachEngine]
    public async Task Of_two_sources_that_show_one_principal_the_events_own_is_meant(Engine engine)
    {
        await using var data = await CreateAsync(engine);
        _platform.Items = [Role("worker"), Complete()];
        await ImportAsync(data, "First");
        var second = await ImportAsync(data, "Second");

        await IngestAsync(data, second, CloudTrail.Attach("e1", An.Instant.AddHours(1), "worker", "Orders"));

        await using var db = await data.OpenAsync();
        var own = await db.Identities.SingleAsync(i => i.SourceId == second.Id, Cancelled);
        Assert.Equal(own.Id, Assert.Single(Assert.Single(await ListAsync(data, new())).Subjects).IdentityId);
    }

    [Theory, OnEachEngine]
    public async Task Who_was_unknown_when_the_event_came_is_tied_to_it_once_a_snapshot_shows_them(Engine engine)
    {
        await using var data = await CreateAsync(engine);
        var trail = A.Source("Trail");
        await data.StoreAsync(trail);
        await IngestAsync(data, trail, CloudTrail.Attach("e1", An.Instant.AddHours(-1), "worker", "Orders"));
        Assert.Null(Assert.Single((await ListAsync(data, new()))[0].Subjects).IdentityId);

        _platform.Items = [Role("worker"), Role("Deployer"), Complete()];
        await ImportAsync(data, "Account");

        var change = Assert.Single(await ListAsync(data, new() { Identity = await IdOfAsync(data, "worker") }));
        Assert.Equal((await IdOfAsync(data, "worker"), await IdOfAsync(data, "Deployer")), (change.Subjects.Single().IdentityId, change.Actor?.IdentityId));
        Assert.Equal(1, change.SubjectCount);
        await using var db = await data.OpenAsync();
        Assert.Empty(await db.UnknownParties.ToListAsync(Cancelled));
        var counted = await db.IdentityHours.Where(h => h.Hour < An.Instant).OrderBy(h => h.Gave).Select(h => new { h.Gave, h.Acted }).ToListAsync(Cancelled);
        Assert.Equal([(0, 1), (1, 0)], counted.Select(c => (c.Gave, c.Acted)));
        Assert.Equal(1, await db.AuditEntries.CountAsync(e => e.Action == "changes.link", Cancelled));
    }

    [Theory, OnEachEngine]
    public async Task Whose_role_an_agent_used_before_a_snapshot_showed_it_is_known_then(Engine engine)
    {
        await using var data = await CreateAsync(engine);
        var trail = A.Source("Trail");
        await data.StoreAsync(trail);
        await IngestAsync(data, trail, DelegateCase.ByClaude("e1", An.Instant.AddHours(-1)), DelegateCase.ByClaude("e2", An.Instant.AddHours(-2)));
        Assert.Empty(await DelegatesAsync(data));

        _platform.Items = [Role("Developers"), Complete()];
        await ImportAsync(data, "Account");
        await IngestAsync(data, trail, DelegateCase.ByClaude("e3", An.Instant.AddHours(-3)), DelegateCase.ByClaude("e1", An.Instant.AddHours(-1)));

        var row = Assert.Single(await DelegatesAsync(data));
        Assert.Equal((await IdOfAsync(data, "Developers"), "dana", "Claude Code"), (row.IdentityId, row.Initiator, row.Agent));
        Assert.Equal((An.Instant.AddHours(-3), An.Instant.AddHours(-1), 3L), (row.FirstAt, row.LastAt, row.Count));
    }

    [Theory, OnEachEngine]
    public async Task What_two_snapshots_show_and_no_event_told_is_silent(Engine engine)
    {
        await using var data = await CreateAsync(engine);
        _platform.Items = [Read, Role("told", Policy("Read", Read)), Role("silent", Policy("Read", Read)), Role("gone"), Complete()];
        await ImportAsync(data, "Account");
        var trail = A.Source("Trail");
        await data.StoreAsync(trail);
        data.Clock.Advance(TimeSpan.FromDays(1));
        await IngestAsync(data, trail, CloudTrail.Attach("e1", An.Instant.AddHours(20), "told", "Write"));
        _platform.Items =
        [
            Read, Write, Role("told", Policy("Read", Read), Policy("Write", Write)), Role("silent", Policy("Read", Read), Policy("Write", Write)), Role("appeared"), Complete(),
        ];

        await ImportAsync(data, "Account");

        var silent = await ListAsync(data, new() { Silent = true });
        Assert.Equal(
            [("Appeared", "appeared"), ("Disappeared", "gone"), ("Given: Write", "silent")],
            silent.Select(c => (c.Name, c.Subjects.Single().Name)).Order());
        var given = silent.Single(c => c.Name == "Given: Write");
        Assert.Equal((ChangeKind.PermissionGained, null, Write.Text, data.Clock.GetUtcNow()), (given.Kind, given.Before, given.After, given.At));
        Assert.True(given.IsSilent);
        Assert.Null(given.Actor);
    }

    [Theory, OnEachEngine]
    public async Task A_policy_that_a_group_hands_on_is_not_silent_when_its_rewriting_was_told(Engine engine)
    {
        await using var data = await CreateAsync(engine);
        _platform.Items = [Read, User("member", Member("readers", Read, "Shared")), Complete()];
        var source = await ImportAsync(data, "Account");
        data.Clock.Advance(TimeSpan.FromDays(1));
        await IngestAsync(data, source, Rewrite("e1", "Shared"));
        _platform.Items = [Write, User("member", Member("readers", Write, "Shared")), Complete()];

        await ImportAsync(data, "Account");

        Assert.Empty(await ListAsync(data, new() { Silent = true }));
    }

    [Theory, OnEachEngine]
    public async Task The_first_snapshot_is_no_change_and_the_same_again_is_none_either(Engine engine)
    {
        await using var data = await CreateAsync(engine);
        _platform.Items = [Read, User("member", Member("readers", Read, "Shared")), Role("worker", Policy("Read", Read)), Complete()];

        await ImportAsync(data, "Account");
        data.Clock.Advance(TimeSpan.FromDays(1));
        await ImportAsync(data, "Account");

        Assert.Empty(await ListAsync(data, new()));
    }

    private static SnapshotItem.Principal User(string name, params IReadOnlyList<Grant> grants) =>
        Role(name, grants) with { NativeId = $"arn:aws:iam::{Account}:user/{name}", Kind = IdentityKind.User };

    private static Grant Member(string group, SnapshotItem.Document document, string? policy = null) =>
        new(EntitlementKind.GroupMembership, group, group, [new(policy ?? "own", document.Hash, policy is null ? null : CloudTrail.PolicyArn(policy))]);

    private static string Rewrite(string id, string policy, DateTimeOffset? at = null) => CloudTrail.Record(
        "CreatePolicyVersion", id, at ?? An.Instant.AddHours(1), new { policyArn = CloudTrail.PolicyArn(policy), policyDocument = "{}", setAsDefault = true });

    private static async Task<Source> ImportAsync(TestPortalData data, string source)
    {
        var request = new ImportRequest(source, Platform.Aws, [ExportFiles.Of("account.json", "{}")]);
        var result = await data.Get<ImportSnapshot>().RunAsync(request, Caller.System("tests"), null, Cancelled);
        Assert.Equal(Imported.Done, result.Outcome);
        await using var db = await data.OpenAsync();
        return await db.Sources.SingleAsync(s => s.Name == source, Cancelled);
    }

    private static async Task<IdentityId> IdOfAsync(TestPortalData data, string name)
    {
        await using var db = await data.OpenAsync();
        return await db.Identities.Where(i => i.Name == name).Select(i => i.Id).SingleAsync(Cancelled);
    }

    private Task<TestPortalData> CreateAsync(Engine engine) => TestPortalData.CreateAsync(engine, _platform.Register);
}
