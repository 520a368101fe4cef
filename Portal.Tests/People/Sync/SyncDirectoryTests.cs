using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Inventory;
using Portal.Data.People;
using Portal.Data.People.Sync;
using Portal.Tests.Support;
using static Portal.Tests.Support.GraphStandIn;

namespace Portal.Tests.People.Sync;

/// <summary>People as Microsoft Graph says they are, over a real socket to a stand-in that speaks its form.</summary>
public sealed class SyncDirectoryTests : IAsyncLifetime
{
    private GraphStandIn _graph = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _graph = await GraphStandIn.StartAsync();

    public ValueTask DisposeAsync() => _graph.DisposeAsync();

    [Theory, OnEachEngine]
    public async Task The_first_reading_goes_through_all_pages_and_the_next_goes_on_where_it_ended(Engine engine)
    {
        _graph.Hold(0, [User("olga", "Olga Owner", manager: "mia"), User("sam", manager: "olga")], [User("mia", manager: "olga"), User("gone", isEnabled: false)]);
        _graph.Hold(1, [Parsed("""{"id":"olga","accountEnabled":false}"""), Parsed("""{"id":"sam","jobTitle":"Engineer","manager@delta":[{"id":"olga","@removed":{}},{"id":"mia"}]}""")]);
        await using var portal = await StartAsync(engine);
        await using var db = await portal.OpenDatabaseAsync();

        Assert.Equal(new(SyncOutcome.Done, Read: 4, Added: 4), await SyncAsync(portal));
        var (olga, mia) = (await FindAsync(db, "olga"), await FindAsync(db, "mia"));
        Assert.Equal(("olga@corp.example", "olga@example.com", "Olga Owner", "Cloud", mia.Id), (olga.UserName, olga.Email, olga.Name, olga.Department, olga.ManagerId!.Value));
        Assert.Equal((olga.Id, false), (mia.ManagerId!.Value, (await FindAsync(db, "gone")).IsActive));
        db.Add(An.Agent(owner: olga.Id));
        await db.SaveChangesAsync(Token);

        Assert.Equal(new(SyncOutcome.Done, Read: 2, Changed: 2, Disabled: 1), await SyncAsync(portal));
        var sam = await FindAsync(db, "sam");
        Assert.Equal(("Engineer", "Cloud", mia.Id, true), (sam.Title, sam.Department, sam.ManagerId!.Value, sam.IsActive));
        Assert.Equal((mia.Id, olga.Id), ((await db.Set<Agent>().AsNoTracking().SingleAsync(Token)).OwnerId!.Value, (await db.Set<Agent>().AsNoTracking().SingleAsync(Token)).InheritedFromId!.Value));
        Assert.Equal("?$deltatoken=round1", _graph.Asked.Last());
    }

    [Theory, OnEachEngine]
    public async Task Who_is_deleted_leaves_and_who_came_by_a_list_is_found_by_their_address(Engine engine)
    {
        _graph.Hold(0, [User("olga"), User("sam")]);
        _graph.Hold(1, [Removed("olga"), Removed("never seen")]);
        await using var portal = await StartAsync(engine);
        await using var db = await portal.OpenDatabaseAsync();
        var listed = A.Person("From the list", "sam@example.com", roles: Role.Approver);
        var other = A.Person("Of another provider");
        other.DirectoryId = "elsewhere";
        db.AddRange(listed, other);
        await db.SaveChangesAsync(Token);

        Assert.Equal(new(SyncOutcome.Done, Read: 2, Added: 1, Changed: 1), await SyncAsync(portal));
        Assert.Equal(new(SyncOutcome.Done, Read: 2, Disabled: 1, Changed: 1), await SyncAsync(portal));

        var sam = await FindAsync(db, "sam");
        Assert.Equal((listed.Id, Role.Approver), (sam.Id, Assert.Single(sam.AssignedRoles)));
        Assert.True((await FindAsync(db, "elsewhere")).IsActive);
        Assert.False((await FindAsync(db, "olga")).IsActive);
    }

    [Fact]
    public async Task A_reading_that_does_not_come_to_its_end_changes_nobody_and_is_said()
    {
        _graph.Hold(0, [User("olga")], [User("sam")]);
        await using var portal = await StartAsync();
        await using var db = await portal.OpenDatabaseAsync();

        _graph.IsCutOff = true;
        Assert.Equal(SyncOutcome.NotRead, (await SyncAsync(portal)).Outcome);
        _graph.IsCutOff = false;
        _graph.Troubles.Enqueue((500, null));
        Assert.Equal(SyncOutcome.NotRead, (await SyncAsync(portal)).Outcome);
        _graph.LinksTo = new Uri("http://127.0.0.1:1/");
        Assert.Contains("leads elsewhere", (await SyncAsync(portal)).Problem, StringComparison.Ordinal);
        _graph.LinksTo = null;

        Assert.Equal(0, await db.Set<Person>().CountAsync(Token));
        Assert.NotNull((await portal.Get<SyncQueries>().FindAsync(Caller.System("tests"), Token))!.Problem);
        Assert.Equal(3, await db.Set<AuditEntry>().CountAsync(e => e.Action == "directory.sync" && e.Outcome == AuditOutcome.Refused, Token));
        Assert.Equal(2, (await SyncAsync(portal)).Added);
        Assert.Null((await portal.Get<SyncQueries>().FindAsync(Caller.System("tests"), Token))!.Problem);
    }

    [Fact]
    public async Task Graph_is_waited_for_as_long_as_it_asks()
    {
        _graph.Hold(0, [User("olga")]);
        _graph.Troubles.Enqueue((429, "1"));
        _graph.Troubles.Enqueue((503, "0"));
        await using var portal = await StartAsync();
        var before = TimeProvider.System.GetTimestamp();

        Assert.Equal(1, (await SyncAsync(portal)).Added);

        Assert.InRange(TimeProvider.System.GetElapsedTime(before), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        Assert.Equal(3, _graph.Asked.Count);
    }

    [Fact]
    public async Task When_Graph_forgot_where_it_was_everything_is_read_anew_and_who_is_missing_left()
    {
        _graph.Hold(0, [User("olga"), User("sam")]);
        await using var portal = await StartAsync();
        await using var db = await portal.OpenDatabaseAsync();
        await SyncAsync(portal);
        _graph.Hold(0, [User("sam")]);
        _graph.Troubles.Enqueue((410, null));

        Assert.Equal((SyncOutcome.Done, 1), ((await SyncAsync(portal)) is var done ? (done.Outcome, done.Disabled) : default));

        Assert.False((await FindAsync(db, "olga")).IsActive);
        Assert.True((await FindAsync(db, "sam")).IsActive);
    }

    [Theory, OnEachEngine]
    public async Task More_leavers_than_allowed_wait_for_somebodys_word_and_more_than_confirmed_too(Engine engine)
    {
        _graph.Hold(0, [User("a"), User("b"), User("c")]);
        _graph.Hold(1, [Removed("a"), Removed("b"), Removed("c")]);
        await using var portal = await StartAsync(engine, "Graph:MaxDisabled=2");
        await using var db = await portal.OpenDatabaseAsync();
        await SyncAsync(portal);

        Assert.Equal((SyncOutcome.NeedsConfirmation, 3), ((await SyncAsync(portal)) is var waits ? (waits.Outcome, waits.Disabled) : default));
        Assert.Equal(3, await db.Set<Person>().CountAsync(p => p.IsActive, Token));
        Assert.Equal(3, (await portal.Get<SyncQueries>().FindAsync(Caller.System("tests"), Token))!.Waiting);
        Assert.Equal(SyncOutcome.NeedsConfirmation, (await SyncAsync(portal, confirmed: 2)).Outcome);
        Assert.Equal(SyncOutcome.Done, (await SyncAsync(portal, confirmed: 3)).Outcome);
        Assert.Equal(0, await db.Set<Person>().CountAsync(p => p.IsActive, Token));
    }

    private static JsonObject Parsed(string user) => (JsonObject)JsonNode.Parse(user)!;

    private Task<PortalServer> StartAsync(Engine engine = Engine.Sqlite, params IReadOnlyList<string> settings) => PortalServer.StartAsync(engine, isDemo: false, [.. _graph.Settings, .. settings]);

    private static Task<SyncResult> SyncAsync(PortalServer portal, int? confirmed = null) =>
        portal.Get<SyncDirectory>().RunAsync(confirmed, Caller.System("tests"), Token);

    private static Task<Person> FindAsync(Data.Storage.GovernanceDb db, string id) => db.Set<Person>().AsNoTracking().SingleAsync(p => p.DirectoryId == id, Token);
}
