using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.People.Sessions;
using Portal.Tests.Hosting.SignIn;
using Portal.Tests.Support;

namespace Portal.Tests.People;

/// <summary>Sessions over HTTP: one's own, and those of others for who manages people.</summary>
public sealed class SessionEndpointsTests : IAsyncLifetime
{
    private readonly List<ProviderVisitor> _open = [];
    private StaffedPortal _staffed = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _staffed = await StaffedPortal.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _open.ForEach(o => o.Dispose());
        await _staffed.DisposeAsync();
    }

    [Fact]
    public async Task A_person_sees_their_own_sessions_and_ends_one_at_once()
    {
        var (here, lost, stranger) = (await SignInAsync(nameof(Role.Owner)), await SignInAsync(nameof(Role.Owner)), await SignInAsync(nameof(Role.Approver)));
        var sessions = await ListAsync(here, "/api/v1/sessions");
        var of = _staffed.Organization.People[nameof(Role.Owner)].Id;
        Assert.Equivalent(await SessionsOfAsync(of), sessions, strict: true);
        var (kept, ended) = (sessions[1], sessions[0]);

        Assert.Equal(HttpStatusCode.NotFound, await DeleteAsync(stranger, $"/api/v1/sessions/{ended}"));
        Assert.Equal(HttpStatusCode.NoContent, await DeleteAsync(here, $"/api/v1/sessions/{ended}"));

        Assert.Equal(HttpStatusCode.NotFound, await DeleteAsync(here, $"/api/v1/sessions/{ended}"));
        Assert.Equal([kept], await ListAsync(here, "/api/v1/sessions"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await lost.Client.GetAsync(new Uri("/api/v1/sessions", UriKind.Relative), Token)).StatusCode);
    }

    [Fact]
    public async Task An_administrator_sees_and_ends_the_sessions_of_somebody_else_and_nobody_else_does()
    {
        var (administrator, owner, again, engineer) = (
            await SignInAsync(nameof(Role.Administrator)), await SignInAsync(nameof(Role.Owner)), await SignInAsync(nameof(Role.Owner)), await SignInAsync(nameof(Role.SecurityEngineer)));
        var person = _staffed.Organization.People[nameof(Role.Owner)].Id;
        var path = $"/api/v1/people/{person.Value}/sessions";
        var sessions = await ListAsync(administrator, path);
        Assert.Equivalent(await SessionsOfAsync(person), sessions, strict: true);

        foreach (var other in new[] { owner, engineer })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await other.Client.GetAsync(new Uri(path, UriKind.Relative), Token)).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, await DeleteAsync(other, $"{path}/{sessions[0]}"));
            Assert.Equal(HttpStatusCode.Forbidden, await DeleteAsync(other, path));
        }
        var elsewhere = $"/api/v1/people/{_staffed.Organization.People[nameof(Role.Approver)].Id.Value}/sessions/{sessions[0]}";
        Assert.Equal(HttpStatusCode.NotFound, await DeleteAsync(administrator, elsewhere));
        Assert.Equal(HttpStatusCode.NotFound, await DeleteAsync(administrator, $"/api/v1/people/{Guid.CreateVersion7()}/sessions"));
        Assert.Equal(2, (await ListAsync(administrator, path)).Count);
        Assert.Equal(HttpStatusCode.NoContent, await DeleteAsync(administrator, $"{path}/{sessions[0]}"));
        Assert.Equal([sessions[1]], await ListAsync(administrator, path));
        using var all = await administrator.Client.DeleteAsync(new Uri(path, UriKind.Relative), Token);
        Assert.Equal(1, (await all.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("ended").GetInt32());

        foreach (var ended in new[] { owner, again })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await ended.Client.GetAsync(new Uri("/api/v1/sessions", UriKind.Relative), Token)).StatusCode);
        }
        await using var db = await _staffed.Server.OpenDatabaseAsync();
        var entries = await db.AuditEntries.Where(e => e.Action == "session.end" && e.Outcome == AuditOutcome.Done).ToListAsync(Token);
        Assert.Equal(2, entries.Count);
        Assert.All(entries, e => Assert.Equal((_staffed.Organization.People[nameof(Role.Administrator)].Id.Value.ToString(), person.Value.ToString()), (e.ActorId, e.SubjectId)));
    }

    [Fact]
    public async Task Ending_the_sessions_of_others_asks_for_a_fresh_proof_and_ones_own_do_not()
    {
        var (administrator, owner) = (await SignInAsync(nameof(Role.Administrator)), await SignInAsync(nameof(Role.Owner)));
        await using var db = await _staffed.Server.OpenDatabaseAsync();
        var longAgo = An.Instant.AddYears(-1);
        await db.Sessions.ExecuteUpdateAsync(update => update.SetProperty(s => s.ProvenAt, longAgo), Token);
        var person = _staffed.Organization.People[nameof(Role.Owner)].Id;

        using var refused = await administrator.Client.DeleteAsync(new Uri($"/api/v1/people/{person.Value}/sessions", UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("proof-needed", await refused.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        var own = Assert.Single(await ListAsync(owner, "/api/v1/sessions"));
        Assert.Equal(HttpStatusCode.NoContent, await DeleteAsync(owner, $"/api/v1/sessions/{own}"));
    }

    private async Task<ProviderVisitor> SignInAsync(string role)
    {
        var visitor = new ProviderVisitor(_staffed.Address, follows: false);
        _open.Add(visitor);
        await visitor.SignInAsync(_staffed.Provider, role);
        visitor.Client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        return visitor;
    }

    private async Task<HashSet<Guid>> SessionsOfAsync(PersonId person)
    {
        await using var db = await _staffed.Server.OpenDatabaseAsync();
        return [.. await db.Sessions.Where(s => s.PersonId == person && s.EndedAt == null).Select(s => s.Id.Value).ToListAsync(Token)];
    }

    private static async Task<IReadOnlyList<Guid>> ListAsync(ProviderVisitor visitor, string path) =>
        [.. (await visitor.Client.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative), Token)).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetGuid())];

    private static async Task<HttpStatusCode> DeleteAsync(ProviderVisitor visitor, string path)
    {
        using var response = await visitor.Client.DeleteAsync(new Uri(path, UriKind.Relative), Token);
        return response.StatusCode;
    }
}
