using System.Net;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.People;
using Portal.Data.People.Sessions;
using Portal.Tests.Support;
using Portal.Tests.Support.Provider;

namespace Portal.Tests.Hosting.SignIn;

/// <summary>Signing in at a real provider over the code flow, and everything that must not sign anyone in.</summary>
public sealed class OidcSignInTests : IAsyncLifetime
{
    private const string Noor = "noor@example.com";

    private readonly Uri _address = new($"http://127.0.0.1:{FreePort.Next()}");
    private LocalProvider _provider = null!;
    private PortalServer _portal = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = await LocalProvider.StartAsync(
            certificate: null,
            new LocalAccount("noor", "subject-noor", Noor),
            new LocalAccount("lena", "subject-lena", "lena@example.com", Roles: ["SecurityEngineer", "Owner", "Emperor"], Groups: ["auditors"]),
            new LocalAccount("stranger", "subject-stranger", "stranger@elsewhere.example", Roles: ["Administrator"]));
        _portal = await PortalServer.StartAsync(
            isDemo: false, settings: [.. _provider.SettingsFor(_address), "Limits:GuessesPerMinute=1000", "SignIn:RoleGroups:Auditor=auditors", "SignIn:RoleGroups:Approver:0=approvers"]);
        await ImportAsync($"email,name,directoryId\n{Noor},Noor Haddad,\nlena@example.com,Lena Fischer,subject-lena\n");
    }

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task A_known_person_comes_in_and_is_found_again_by_account_and_not_by_address()
    {
        using var visitor = new ProviderVisitor(_address);

        var end = await visitor.SignInAsync(_provider, "noor", "returnUrl=%2Faccount%2Fsigned-out%3Fx%3D1");

        Assert.Equal("/account/signed-out?x=1", end.PathAndQuery);
        Assert.True(visitor.HasSession);
        // The address has another owner now, at the provider: neither gets the other's account.
        _provider.Know(new LocalAccount("noor", "subject-noor", "noor.married@example.com"));
        _provider.Know(new LocalAccount("namesake", "subject-namesake", Noor));
        using var again = new ProviderVisitor(_address);
        using var namesake = new ProviderVisitor(_address);
        Assert.Equal("/not-found", (await again.SignInAsync(_provider, "noor")).AbsolutePath);
        Assert.Equal("?why=unknown", (await namesake.SignInAsync(_provider, "namesake")).Query);
        Assert.False(namesake.HasSession);
        Assert.Equal(2, (await SessionsAsync()).Count);
    }

    [Fact]
    public async Task App_roles_and_groups_give_roles_for_the_session_and_no_others()
    {
        using var visitor = new ProviderVisitor(_address);

        await visitor.SignInAsync(_provider, "lena");

        var session = Assert.Single(await SessionsAsync());
        Assert.Equal([Role.SecurityEngineer, Role.Auditor], session.Roles);
        using var sources = await visitor.Client.GetAsync(new Uri("/api/v1/sources", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, sources.StatusCode);
        await _portal.Get<EndSession>().RunAsync(session.Id, await CallerAsync("lena@example.com"), TestContext.Current.CancellationToken);
        Assert.Empty((await CallerAsync("lena@example.com")).Roles);
    }

    [Fact]
    public async Task Whom_the_list_does_not_know_gets_in_nowhere_whatever_the_provider_says()
    {
        using var visitor = new ProviderVisitor(_address);

        var end = await visitor.SignInAsync(_provider, "stranger");

        Assert.Equal("/account/refused?why=unknown", end.PathAndQuery);
        Assert.False(visitor.HasSession);
        await using var db = await _portal.OpenDatabaseAsync();
        var entry = await db.Set<AuditEntry>().SingleAsync(e => e.Action == "session.start", TestContext.Current.CancellationToken);
        Assert.Equal(AuditOutcome.Refused, entry.Outcome);
        Assert.Contains("subject-stranger", entry.SubjectId, StringComparison.Ordinal);
        Assert.Equal("127.0.0.1", entry.Address);
    }

    [Fact]
    public async Task An_address_that_the_provider_does_not_vouch_for_finds_nobody()
    {
        _provider.Know(new LocalAccount("pretender", "subject-pretender", Noor, IsMailVerified: false));
        using var visitor = new ProviderVisitor(_address);

        Assert.Equal("?why=unknown", (await visitor.SignInAsync(_provider, "pretender")).Query);
    }

    [Fact]
    public async Task Who_left_is_refused_and_their_saved_cookie_too()
    {
        using var visitor = new ProviderVisitor(_address);
        await visitor.SignInAsync(_provider, "noor");

        await ImportAsync($"email,name,status\n{Noor},Noor Haddad,left\n");

        using var agents = await visitor.Client.GetAsync(new Uri("/api/v1/agents", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, agents.StatusCode);
        using var again = new ProviderVisitor(_address);
        Assert.Equal("?why=left", (await again.SignInAsync(_provider, "noor")).Query);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_at_the_provider_too_and_a_kept_cookie_is_worth_nothing()
    {
        using var visitor = new ProviderVisitor(_address);
        await visitor.SignInAsync(_provider, "lena");
        using var kept = _portal.CreateClient();
        kept.DefaultRequestHeaders.Add("Cookie", visitor.CookieHeader);
        using var before = await kept.GetAsync(new Uri("/api/v1/agents", UriKind.Relative), TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/account/logout");
        request.Headers.Add("Sec-Fetch-Site", "same-origin");

        using var end = await visitor.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.Equal("/account/signed-out", end.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.False(visitor.HasSession);
        using var after = await kept.GetAsync(new Uri("/api/v1/agents", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
        // The provider asks for a name again.
        Assert.Equal("/not-found", (await visitor.SignInAsync(_provider, "noor")).AbsolutePath);
        Assert.Equal(2, (await SessionsAsync()).Select(s => s.PersonId).Distinct().Count());
    }

    [Fact]
    public async Task Confirming_asks_again_although_the_provider_remembers_and_ends_the_session_before()
    {
        using var visitor = new ProviderVisitor(_address);
        await visitor.SignInAsync(_provider, "noor");
        await visitor.EnterAsync(_provider, name: null, "/account/sign-in/oidc?returnUrl=%2Fnot-found");
        var remembered = await SessionsAsync();

        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => visitor.EnterAsync(_provider, name: null, "/account/confirm?returnUrl=%2Fnot-found"));
        var end = await visitor.EnterAsync(_provider, "noor", "/account/confirm?returnUrl=%2Fnot-found");

        Assert.Equal("/not-found", end.AbsolutePath);
        Assert.Equal(2, remembered.Count);
        Assert.All(remembered, s => Assert.NotNull(s.ProvenAt));
        var sessions = await SessionsAsync();
        Assert.Equal(3, sessions.Count);
        Assert.All(sessions[..2], s => Assert.NotNull(s.EndedAt));
        Assert.Null(sessions[2].EndedAt);
    }

    [Fact]
    public async Task Another_site_cannot_sign_anyone_out()
    {
        using var visitor = new ProviderVisitor(_address);
        await visitor.SignInAsync(_provider, "noor");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/account/logout");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var refused = await visitor.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.All(await SessionsAsync(), s => Assert.Null(s.EndedAt));
    }

    [Fact]
    public async Task A_token_that_does_not_hold_signs_nobody_in()
    {
        var accepted = new List<string>();
        foreach (var (kind, forge) in Enumerable.Range(0, TestScale.Of(1, 20)).SelectMany(_ => ForgedToken.All))
        {
            _provider.Forge = token => forge(_provider, token);
            using var visitor = new ProviderVisitor(_address);
            var end = await visitor.SignInAsync(_provider, "noor");
            if (end.PathAndQuery != "/account/refused?why=token" || visitor.HasSession)
            {
                accepted.Add($"{kind} led to {end}");
            }
        }

        Assert.Empty(accepted);
        Assert.Empty(await SessionsAsync());
    }

    [Fact]
    public async Task A_token_that_was_only_signed_anew_does_sign_in()
    {
        // Else the refusals above would prove nothing.
        _provider.Forge = token => ForgedToken.Changed(_ => { })(_provider, token);
        using var visitor = new ProviderVisitor(_address);

        Assert.Equal("/not-found", (await visitor.SignInAsync(_provider, "noor")).AbsolutePath);
    }

    [Theory]
    [InlineData("?code=made-up&state=made-up")]
    [InlineData("?code=made-up")]
    [InlineData("?error=server_error&state=x")]
    [InlineData("")]
    public async Task An_answer_that_nobody_asked_for_leads_to_a_page_and_not_to_an_error(string query)
    {
        using var visitor = new ProviderVisitor(_address);

        using var end = await visitor.Client.GetAsync(new Uri("/account/callback/oidc" + query, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal("/account/refused", end.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, end.StatusCode);
    }

    [Fact]
    public async Task An_answer_of_the_provider_signs_in_once_and_only_the_browser_that_asked()
    {
        for (var i = 0; i < TestScale.Of(2, 20); i++)
        {
            using var asker = new ProviderVisitor(_address, follows: false);
            using var other = new ProviderVisitor(_address, follows: false);
            using var stranger = new ProviderVisitor(_address, follows: false);
            var answer = await asker.CatchAsync(_provider, "noor");
            var others = await other.CatchAsync(_provider, "lena");
            var before = (await SessionsAsync()).Count;

            // In a browser that asked nothing; with another's code in one's own answer; with another's answer.
            await RefusedAsync(stranger, answer);
            await RefusedAsync(other, With(others, "code", ValueOf(answer, "code")));
            await RefusedAsync(other, With(answer, "state", ValueOf(others, "state")));
            Assert.Equal(before, (await SessionsAsync()).Count);

            using (var end = await asker.Client.GetAsync(answer, TestContext.Current.CancellationToken))
            {
                Assert.Equal("/not-found", end.Headers.Location?.OriginalString);
            }
            Assert.True(asker.HasSession);
            Assert.Equal(before + 1, (await SessionsAsync()).Count);
            // Again: by whom it was for, and by somebody else.
            await RefusedAsync(asker, answer, hasSession: true);
            await RefusedAsync(stranger, answer);
            Assert.Equal(before + 1, (await SessionsAsync()).Count);
        }
    }

    [Fact]
    public async Task A_provider_that_calls_itself_otherwise_than_it_was_set_signs_nobody_in()
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var authority = new UriBuilder(_provider.Address) { Host = "localhost" }.Uri;
        await using var portal = await PortalServer.StartAsync(
            isDemo: false, settings: [.. _provider.SettingsFor(address).Where(s => !s.StartsWith("Oidc:Authority=", StringComparison.Ordinal)), $"Oidc:Authority={authority}", "Limits:GuessesPerMinute=1000"]);
        using var list = new StringReader($"email,name\n{Noor},Noor Haddad\n");
        await portal.Get<ImportPeople>().RunAsync(list, Caller.System("tests"), TestContext.Current.CancellationToken);

        for (var i = 0; i < TestScale.Of(1, 20); i++)
        {
            using var visitor = new ProviderVisitor(address);
            Assert.Equal("/account/refused", (await visitor.SignInAsync(_provider, "noor")).AbsolutePath);
            Assert.False(visitor.HasSession);
        }

        await using var db = await portal.OpenDatabaseAsync();
        Assert.Empty(await db.Sessions.ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_is_an_error_page_and_no_stack_trace()
    {
        await _provider.DisposeAsync();
        using var visitor = new ProviderVisitor(_address);

        using var end = await visitor.Client.GetAsync(new Uri("/account/sign-in/oidc", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal("/account/refused?why=provider", end.RequestMessage!.RequestUri!.PathAndQuery);
        Assert.DoesNotContain("   at ", await end.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static string ValueOf(Uri address, string name) => System.Web.HttpUtility.ParseQueryString(address.Query)[name]!;

    private static Uri With(Uri address, string name, string value)
    {
        var query = System.Web.HttpUtility.ParseQueryString(address.Query);
        query[name] = value;
        return new UriBuilder(address) { Query = query.ToString() }.Uri;
    }

    private static async Task RefusedAsync(ProviderVisitor visitor, Uri answer, bool hasSession = false)
    {
        using var end = await visitor.Client.GetAsync(answer, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, end.StatusCode);
        Assert.StartsWith("/account/refused", end.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(hasSession, visitor.HasSession);
    }

    private async Task<List<Session>> SessionsAsync()
    {
        await using var db = await _portal.OpenDatabaseAsync();
        return await db.Sessions.AsNoTracking().OrderBy(s => s.StartedAt).ToListAsync(TestContext.Current.CancellationToken);
    }

    private async Task<Caller> CallerAsync(string email) => (await _portal.Get<CallerDirectory>().FindPersonAsync(email, TestContext.Current.CancellationToken))!;

    private async Task ImportAsync(string csv)
    {
        using var text = new StringReader(csv);
        await _portal.Get<ImportPeople>().RunAsync(text, Caller.System("tests"), TestContext.Current.CancellationToken);
    }
}
