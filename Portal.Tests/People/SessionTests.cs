using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.People;
using Portal.Data.People.Sessions;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Tests.Support;

namespace Portal.Tests.People;

/// <summary>How long a session holds, and whose it is.</summary>
public sealed class SessionTests
{
    [Theory, OnEachEngine]
    public async Task A_session_ends_when_nothing_happens_in_it_and_at_its_longest_in_any_case(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var idle = await StartAsync(portal, Role.SecurityEngineer);
        var busy = await StartAsync(portal, Role.SecurityEngineer);

        for (var minutes = 0; minutes < 11 * 60; minutes += 50)
        {
            portal.Clock.Advance(TimeSpan.FromMinutes(50));
            await portal.Get<SessionQueries>().TouchAsync(new SessionId(Guid.Parse(busy.Session!)), TestContext.Current.CancellationToken);
            if (minutes > 0)
            {
                Assert.Null(await RefreshAsync(portal, idle));
            }
            Assert.True((await RefreshAsync(portal, busy))?.Can(Right.ManageSources));
        }
        portal.Clock.Advance(TimeSpan.FromMinutes(50));
        await portal.Get<SessionQueries>().TouchAsync(new SessionId(Guid.Parse(busy.Session!)), TestContext.Current.CancellationToken);

        Assert.Null(await RefreshAsync(portal, busy));
    }

    [Theory, OnEachEngine]
    public async Task A_session_that_idled_away_is_not_woken_by_a_late_touch(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var caller = await StartAsync(portal, Role.SecurityEngineer);

        portal.Clock.Advance(TimeSpan.FromMinutes(60));
        await portal.Get<SessionQueries>().TouchAsync(new SessionId(Guid.Parse(caller.Session!)), TestContext.Current.CancellationToken);

        Assert.Null(await RefreshAsync(portal, caller));
    }

    [Theory, OnEachEngine]
    public async Task Nobody_ends_or_uses_the_session_of_another(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var noor = await StartAsync(portal, Role.SecurityEngineer);
        var lena = await StartAsync(portal, Role.Administrator);

        Assert.False(await portal.Get<EndSession>().RunAsync(new SessionId(Guid.Parse(noor.Session!)), lena, TestContext.Current.CancellationToken));
        Assert.Null(await RefreshAsync(portal, lena with { Session = noor.Session }));
        Assert.NotNull(await RefreshAsync(portal, noor));
    }

    [Theory, OnEachEngine]
    public async Task An_administrator_ends_one_session_of_somebody_or_all_and_each_has_its_entry(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var administrator = await StartAsync(portal, Role.Administrator);
        var noor = await StartAsync(portal, Role.SecurityEngineer);
        var another = await StartAsync(portal, Role.SecurityEngineer);
        var end = portal.Get<EndSession>();

        var listed = Assert.Single(await portal.Get<SessionQueries>().ListOfAsync(noor.Person!.Value, administrator, TestContext.Current.CancellationToken));
        Assert.Equal(0, await end.RunForAsync(another.Person!.Value, listed.Id, administrator, TestContext.Current.CancellationToken));
        Assert.Equal(1, await end.RunForAsync(noor.Person!.Value, listed.Id, administrator, TestContext.Current.CancellationToken));
        Assert.Equal(1, await end.RunForAsync(another.Person!.Value, id: null, administrator, TestContext.Current.CancellationToken));

        Assert.Null(await RefreshAsync(portal, noor));
        Assert.Null(await RefreshAsync(portal, another));
        Assert.NotNull(await RefreshAsync(portal, administrator));
        await using var db = await portal.OpenAsync();
        var entries = await db.AuditEntries.Where(e => e.Action == "session.end").OrderBy(e => e.Sequence).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([noor.Person!.Value.Value.ToString(), another.Person!.Value.Value.ToString()], entries.Select(e => e.SubjectId));
        Assert.All(entries, entry => Assert.Equal(administrator.Id, entry.ActorId));
    }

    [Theory, OnEachEngine]
    public async Task Whoever_may_not_manage_people_neither_sees_nor_ends_their_sessions(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var noor = await StartAsync(portal, Role.SecurityEngineer);
        var auditor = await StartAsync(portal, Role.Auditor);

        await Assert.ThrowsAsync<AccessDeniedException>(() => portal.Get<SessionQueries>().ListOfAsync(noor.Person!.Value, auditor, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<AccessDeniedException>(() => portal.Get<EndSession>().RunForAsync(noor.Person!.Value, id: null, auditor, TestContext.Current.CancellationToken));

        Assert.NotNull(await RefreshAsync(portal, noor));
    }

    [Theory, OnEachEngine]
    public async Task A_command_from_an_ended_session_is_refused_and_recorded(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var caller = await StartAsync(portal, Role.Administrator);
        await portal.Get<EndSession>().RunAsync(new SessionId(Guid.Parse(caller.Session!)), caller, TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<AccessDeniedException>(() => portal.Get<CreateApiToken>().RunAsync(
            "late", TokenScope.Read, agentId: null, expiresAt: null, caller, TestContext.Current.CancellationToken));
    }

    [Theory, OnEachEngine]
    public async Task What_lets_others_in_needs_a_fresh_proof_and_what_does_not_needs_none(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var caller = await StartAsync(portal, Role.Administrator);
        Assert.NotEmpty(await CreateTokenAsync(portal, caller));

        portal.Clock.Advance(SessionLimits.Default.Proof);

        await Assert.ThrowsAsync<ProofNeededException>(() => CreateTokenAsync(portal, caller));
        await portal.Get<CreateSource>().RunAsync("production", Platform.Aws, new Dictionary<string, string>(StringComparer.Ordinal), caller, TestContext.Current.CancellationToken);
        await using var db = await portal.OpenAsync();
        var refused = Assert.Single(await db.AuditEntries.Where(e => e.Outcome == AuditOutcome.Refused).ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal("token.create", refused.Action);
        Assert.NotEmpty(await CreateTokenAsync(portal, await StartAsync(portal, Role.Administrator)));
    }

    [Theory, OnEachEngine]
    public async Task A_provider_that_does_not_say_when_they_proved_it_has_proved_nothing(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var person = A.Person(roles: Role.Administrator);
        person.DirectoryId = "subject";
        await portal.StoreAsync(person);
        var proven = new ProvenIdentity("Oidc", "https://id.example.com", "subject", "Ada", VerifiedMail: null, Roles: [], ProvenAt: null);
        var started = await portal.Get<StartSession>().RunAsync(proven, browser: null, Caller.System("sign-in"), TestContext.Current.CancellationToken);
        var caller = TestPortalData.By(person, Role.Administrator) with { Session = started.Session!.Value.Value.ToString() };

        await Assert.ThrowsAsync<ProofNeededException>(() => CreateTokenAsync(portal, caller));
    }

    [Theory, OnEachEngine]
    public async Task An_auditor_of_the_list_reads_until_the_day_that_it_names(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        using var list = new StringReader($"email,name,roles,auditorUntil\nada@example.com,Ada,Auditor,{An.Instant.AddDays(2):yyyy-MM-dd}\n");
        await portal.Get<ImportPeople>().RunAsync(list, Caller.System("tests"), TestContext.Current.CancellationToken);

        Assert.Equal([Role.Auditor], (await FindAsync(portal))!.Roles);
        portal.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Empty((await FindAsync(portal))!.Roles);
    }

    private static Task<string> CreateTokenAsync(TestPortalData portal, Caller by) =>
        portal.Get<CreateApiToken>().RunAsync("a token", TokenScope.Read, agentId: null, expiresAt: null, by, TestContext.Current.CancellationToken);

    private static Task<Caller?> FindAsync(TestPortalData portal) => portal.Get<CallerDirectory>().FindPersonAsync("ada@example.com", TestContext.Current.CancellationToken);

    private static Task<Caller?> RefreshAsync(TestPortalData portal, Caller caller) => portal.Get<CallerDirectory>().RefreshAsync(caller, TestContext.Current.CancellationToken);

    private static async Task<Caller> StartAsync(TestPortalData portal, Role role)
    {
        var person = A.Person(roles: role);
        await portal.StoreAsync(person);
        var started = await portal.Get<StartSession>().RunForDemoAsync(person.Id, browser: null, Caller.System("sign-in"), TestContext.Current.CancellationToken);
        return TestPortalData.By(person, role) with { Session = started.Session!.Value.Value.ToString() };
    }
}
