using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.People;
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

    [Fact]
    public void Secrets_are_long_random_and_recognisable()
    {
        var secrets = Enumerable.Range(0, 1000).Select(_ => ApiTokenSecret.New()).ToList();

        Assert.Equal(1000, secrets.Distinct(StringComparer.Ordinal).Count());
        Assert.All(secrets, s => Assert.StartsWith("gov_", s, StringComparison.Ordinal));
        Assert.All(secrets, s => Assert.Equal(4 + 43, s.Length));
    }

    private static Task<string> CreateAsync(TestPortalData portal, TokenScope scope) => portal.Get<CreateApiToken>().RunAsync(
        "a token", scope, agentId: null, expiresAt: null, Caller.System("tests"), TestContext.Current.CancellationToken);
}
