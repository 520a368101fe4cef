using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Inventory;
using Portal.Data.Mail;
using Portal.Data.People;
using Portal.Data.People.Sessions;
using Portal.Data.Permissions.Escalation;
using Portal.Tests.Support;

namespace Portal.Tests.People;

public sealed class ApiTokenTests
{
    [Theory, OnEachEngine]
    public async Task A_new_token_signs_in_and_its_secret_is_nowhere_in_the_database(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);

        var secret = await CreateAsync(portal, TokenScope.Ingest);

        var caller = await portal.Get<CallerDirectory>().FindTokenAsync(secret, TestContext.Current.CancellationToken);
        Assert.True(caller?.Can(Right.Ingest));
        await using var db = await portal.OpenAsync();
        var stored = await db.ApiTokens.AsNoTracking().SingleAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(secret, System.Text.Json.JsonSerializer.Serialize(stored), StringComparison.Ordinal);
        Assert.DoesNotContain(await db.AuditEntries.Select(e => e.After).ToListAsync(TestContext.Current.CancellationToken), after => after!.Contains(secret, StringComparison.Ordinal));
    }

    [Theory, OnEachEngine]
    public async Task A_revoked_or_expired_token_does_not_sign_in(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var ends = await portal.Get<CreateApiToken>().RunAsync(
            "short", TokenScope.Read, agentId: null, An.Instant.AddHours(1), Caller.System("tests"), TestContext.Current.CancellationToken);

        portal.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Null(await portal.Get<CallerDirectory>().FindTokenAsync(ends, TestContext.Current.CancellationToken));
    }

    [Theory, OnEachEngine]
    public async Task A_token_that_is_bound_to_an_agent_sees_that_agent_and_nothing_else(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var (own, other) = (An.Agent(), An.Agent());
        await portal.StoreAsync(own, other);
        var secret = await CreateAsync(portal, TokenScope.Read, own.Id.Value.ToString());
        var caller = await portal.Get<CallerDirectory>().FindTokenAsync(secret, Cancelled);

        Assert.Equal(own.Name, (await portal.Get<AgentQueries>().FindAsync(own.Id, caller!, Cancelled))?.Agent.Name);
        Assert.NotNull(await portal.Get<RiskQueries>().OfAsync(own.Id, caller!, Cancelled));
        Assert.NotNull(await portal.Get<EscalationQueries>().OfAsync(own.Id, caller!, Cancelled));
        Assert.Null(await portal.Get<AgentQueries>().FindAsync(other.Id, caller!, Cancelled));
        Assert.Null(await portal.Get<RiskQueries>().OfAsync(other.Id, caller!, Cancelled));
        Assert.Null(await portal.Get<EscalationQueries>().OfAsync(other.Id, caller!, Cancelled));
        Assert.All(Enum.GetValues<Right>(), right => Assert.Equal(right == Right.ReadAgent, caller!.Can(right)));
        await Assert.ThrowsAsync<AccessDeniedException>(() => portal.Get<AgentQueries>().ListAsync(new(), new(), caller!, Cancelled));
        Assert.Equal(caller, await portal.Get<CallerDirectory>().RefreshAsync(caller!, Cancelled), SameRights);
    }

    [Theory]
    [InlineData(TokenScope.Propose, null, "bound to one agent")]
    [InlineData(TokenScope.Ingest, "01990000-0000-7000-8000-000000000001", "read and propose")]
    [InlineData(TokenScope.Review, "01990000-0000-7000-8000-000000000001", "read and propose")]
    [InlineData(TokenScope.Admin, "01990000-0000-7000-8000-000000000001", "read and propose")]
    [InlineData(TokenScope.BreakGlass, "01990000-0000-7000-8000-000000000001", "read and propose")]
    [InlineData(TokenScope.Read, "01990000-0000-7000-8000-000000000001", "There is no agent")]
    [InlineData(TokenScope.Read, "kiro", "is not the id of an agent")]
    public async Task A_binding_that_makes_no_sense_makes_no_token(TokenScope scope, string? agent, string says)
    {
        await using var portal = await TestPortalData.CreateAsync();

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => CreateAsync(portal, scope, agent));

        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
        await using var db = await portal.OpenAsync();
        Assert.Empty(await db.ApiTokens.ToListAsync(Cancelled));
    }

    [Theory, OnEachEngine]
    public async Task Breaking_the_glass_tells_every_administrator_and_marks_what_follows(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var (named, provided, left, engineer) = (A.Person(roles: Role.Administrator), A.Person(), A.Person(roles: Role.Administrator), A.Person(roles: Role.SecurityEngineer));
        left.IsActive = false;
        await portal.StoreAsync(named, provided, left, engineer);
        await portal.StoreAsync(new Session
        {
            PersonId = provided.Id,
            Provider = "Oidc",
            Roles = [Role.Administrator],
            StartedAt = An.Instant,
            ProvenAt = null,
            LastSeenAt = An.Instant,
            EndsAt = An.Instant.AddHours(1),
        });

        var secret = await CreateAsync(portal, TokenScope.BreakGlass);
        var caller = await portal.Get<CallerDirectory>().FindTokenAsync(secret, Cancelled);
        await portal.Get<RevokeApiToken>().RunAsync(new ApiTokenId(Guid.Parse(caller!.Id)), caller, Cancelled);

        await using var db = await portal.OpenAsync();
        var mails = await db.Set<OutboxMessage>().Where(m => m.AboutKind == "token").ToListAsync(Cancelled);
        Assert.Equal(new[] { named.Email, provided.Email }.Order(), mails.Select(m => m.ToAddress).Order());
        Assert.All(mails, mail => Assert.DoesNotContain(secret, mail.Text + mail.Html, StringComparison.Ordinal));
        var rows = (await portal.Get<AuditQueries>().ListAsync(new(), new(), Caller.System("tests"), Cancelled)).Items.Where(r => r.SubjectKind == "token").ToList();
        Assert.Equal(["token.revoke", "token.break-glass"], rows.Select(r => r.Action));
        Assert.All(rows, row => Assert.True(row.IsBreakGlass));
        Assert.Equal(CallerKind.BreakGlass, rows[0].ActorKind);
    }

    [Theory, OnEachEngine]
    public async Task A_token_like_any_other_is_not_shouted_about(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await portal.StoreAsync(A.Person(roles: Role.Administrator));

        await CreateAsync(portal, TokenScope.Admin);

        await using var db = await portal.OpenAsync();
        Assert.Empty(await db.Set<OutboxMessage>().ToListAsync(Cancelled));
        var row = Assert.Single((await portal.Get<AuditQueries>().ListAsync(new(), new(), Caller.System("tests"), Cancelled)).Items, r => r.SubjectKind == "token");
        Assert.False(row.IsBreakGlass);
    }

    [Fact]
    public void Secrets_are_long_random_and_recognisable()
    {
        var secrets = Enumerable.Range(0, 1000).Select(_ => ApiTokenSecret.New()).ToList();

        Assert.Equal(1000, secrets.Distinct(StringComparer.Ordinal).Count());
        Assert.All(secrets, s => Assert.StartsWith("gov_", s, StringComparison.Ordinal));
        Assert.All(secrets, s => Assert.Equal(4 + 43, s.Length));
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static bool SameRights(Caller? one, Caller? other) => (one?.Id, one?.Kind, one?.OnBehalfOf) == (other?.Id, other?.Kind, other?.OnBehalfOf) && Enum.GetValues<Right>().All(r => one!.Can(r) == other!.Can(r));

    private static Task<string> CreateAsync(TestPortalData portal, TokenScope scope, string? agent = null) => portal.Get<CreateApiToken>().RunAsync(
        "a token", scope, agent, expiresAt: null, Caller.System("tests"), TestContext.Current.CancellationToken);
}
