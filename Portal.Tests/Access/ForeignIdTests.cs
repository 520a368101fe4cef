using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Mail;
using Portal.Data.People;
using Portal.Data.People.Sessions;
using Portal.Data.Reviews;
using Portal.Tests.Hosting.SignIn;
using Portal.Tests.Support;

namespace Portal.Tests.Access;

/// <summary>
/// Who knows an id of something that is not theirs gets nothing by it: owners, managers and tokens of one agent try every operation with an id
/// in its address on what belongs to others. What is whose is read from the rows.
/// </summary>
public sealed partial class ForeignIdTests : IAsyncLifetime
{
    private const int Least = 1_000;
    private const int IdsOfAKind = 4;
    private const string Bound = "read token of one agent";
    private const string Propose = "propose token";
    private const string OwnSession = "/api/v1/sessions/{id:guid}";

    private readonly IReadOnlyDictionary<string, IReadOnlySet<string>> _table = AccessTable.Read();
    private readonly List<IDisposable> _open = [];
    private readonly List<Attempt> _callers = [];
    private Dictionary<AgentId, (PersonId? Owner, bool IsInherited)> _agents = [];
    private Dictionary<ReviewItemId, (CampaignId Campaign, PersonId Reviewer)> _items = [];
    private Dictionary<SessionId, PersonId> _sessions = [];
    private IReadOnlyList<string> _names = [];
    private StaffedPortal _staffed = null!;
    private DescribedBodies _bodies = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _staffed = await StaffedPortal.StartAsync();
        foreach (var role in new[] { nameof(Role.Owner), StaffedOrganization.OtherOwner, nameof(Role.Manager), StaffedOrganization.NoRole })
        {
            var visitor = new ProviderVisitor(_staffed.Address, follows: false);
            _open.Add(visitor);
            await visitor.SignInAsync(_staffed.Provider, role);
            visitor.Client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
            _callers.Add(new(role == StaffedOrganization.OtherOwner ? nameof(Role.Owner) : role, visitor.Client, _staffed.Organization.People[role].Id, Agent: null));
        }
        foreach (var agent in _staffed.Organization.Agents)
        {
            foreach (var (column, scope) in new[] { (Bound, TokenScope.Read), (Propose, TokenScope.Propose) })
            {
                var client = _staffed.Server.CreateClient();
                _open.Add(client);
                client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await _staffed.Server.CreateTokenAsync(scope, agent.Value.ToString()));
                _callers.Add(new(column, client, Person: null, agent));
            }
        }
        await using var db = await _staffed.Server.OpenDatabaseAsync();
        _agents = await db.Agents.ToDictionaryAsync(a => a.Id, a => (a.OwnerId, a.InheritedAt != null), Token);
        _items = await db.ReviewItems.ToDictionaryAsync(i => i.Id, i => (i.CampaignId, i.ReviewerId), Token);
        _sessions = await db.Sessions.ToDictionaryAsync(s => s.Id, s => s.PersonId, Token);
        _names = [.. db.Agents.Select(a => a.Name), .. db.Identities.Select(i => i.Name), StaffedOrganization.Source, StaffedOrganization.Review, StaffedOrganization.Rule];
        _bodies = new(
            await _callers[0].Client.GetFromJsonAsync<JsonElement>(new Uri("/openapi/v1.json", UriKind.Relative), Token),
            name => name is "person" or "owner" or "sponsor" ? JsonValue.Create(_staffed.Organization.People[nameof(Role.Approver)].Id.Value) : null);
    }

    public async ValueTask DisposeAsync()
    {
        _open.ForEach(o => o.Dispose());
        await _staffed.DisposeAsync();
    }

    [Fact]
    public async Task Nobody_reads_or_changes_what_is_not_theirs_by_its_id()
    {
        await using var db = await _staffed.Server.OpenDatabaseAsync();
        var before = await DatabaseFingerprint.OfAsync(db, Bookkeeping.All);
        var wrong = new List<string>();
        var own = new List<(Attempt Caller, string Method, string Pattern, Guid Id, Guid Item)>();
        var refused = 0;
        foreach (var (method, pattern) in EveryRoute.Of(_staffed.Server).Where(r => Parameter().IsMatch(r.Pattern)))
        {
            foreach (var (id, item) in await IdsAsync(db, pattern))
            {
                foreach (var caller in _callers)
                {
                    if (IsTheirs(caller, method, pattern, id, item))
                    {
                        own.Add((caller, method, pattern, id, item));
                        continue;
                    }
                    refused++;
                    var (status, body) = await AskAsync(caller, method, pattern, id, item);
                    if (IsLet(pattern, status, body) || _names.Any(name => body.Contains(name, StringComparison.Ordinal)))
                    {
                        wrong.Add($"{caller}: {method} {pattern} with {id} answered {status}");
                    }
                }
            }
        }

        Assert.Empty(wrong);
        Assert.Equal(before, await DatabaseFingerprint.OfAsync(db, Bookkeeping.All));
        Assert.InRange(refused, Least, int.MaxValue);
        // The same requests from those whose it is go through, or the refusals would prove nothing. What one answers, the next cannot answer again.
        // Whoever ends their own session is out, so that comes last.
        foreach (var (caller, method, pattern, id, item) in own.Where(o => !o.Pattern.StartsWith("/reviews/{Campaign:guid}", StringComparison.Ordinal) || o.Method == "GET").OrderBy(o => o.Pattern == OwnSession))
        {
            var (status, body) = await AskAsync(caller, method, pattern, id, item);
            Assert.True(IsLet(pattern, status, body) || (status == 409 && method == "POST"), $"{caller}: {method} {pattern} with {id} answered {status}: {body[..Math.Min(300, body.Length)]}");
        }
        Assert.NotEqual(before, await DatabaseFingerprint.OfAsync(db, Bookkeeping.All));
    }

    [Fact]
    public async Task Mail_and_sessions_are_ones_own()
    {
        await using var db = await _staffed.Server.OpenDatabaseAsync();
        var mails = await db.OutboxMessages.AsNoTracking().ToListAsync(Token);
        var sessions = await db.Sessions.AsNoTracking().ToListAsync(Token);
        Assert.NotEmpty(mails);
        foreach (var person in _callers.Select(c => c.Person).OfType<PersonId>())
        {
            var by = (await _staffed.Server.Get<CallerDirectory>().FindPersonAsync(person, Token))!;
            foreach (var mail in mails)
            {
                Assert.Equal(mail.ToPersonId == person, await _staffed.Server.Get<MailQueries>().FindAsync(mail.Id, by, Token) is not null);
            }
            foreach (var session in sessions.Where(s => s.PersonId != person))
            {
                Assert.False(await _staffed.Server.Get<EndSession>().RunAsync(session.Id, by, Token));
            }
            Assert.All(await _staffed.Server.Get<SessionQueries>().ListOwnAsync(by, Token), row => Assert.Equal(person, sessions.Single(s => s.Id == row.Id).PersonId));
        }
        Assert.True(await db.Sessions.AsNoTracking().AllAsync(s => s.EndedAt == null, Token));
    }

    /// <summary>Whether the caller may: by the table for their role or scope, and by the rows where something belongs to one person or agent.</summary>
    private bool IsTheirs(Attempt caller, string method, string pattern, Guid id, Guid item)
    {
        if (!_table[$"{method} {pattern}"].Contains(caller.Column))
        {
            return false;
        }
        if (caller.Agent is { } agent)
        {
            return pattern.StartsWith("/api/v1/agents/", StringComparison.Ordinal) && id == agent.Value;
        }
        return pattern switch
        {
            "/api/v1/agents/{id:guid}/confirm-owner" or "/api/v1/agents/{id:guid}/hand-on" =>
                _agents.TryGetValue(new(id), out var asked) && asked.IsInherited && asked.Owner == caller.Person,
            "/api/v1/campaigns/{id:guid}/items/{itemId:guid}/decisions" or "/api/v1/campaigns/{id:guid}/decisions" =>
                _items.TryGetValue(new(item), out var decided) && decided.Campaign.Value == id && decided.Reviewer == caller.Person,
            OwnSession => _sessions.TryGetValue(new(id), out var whose) && whose == caller.Person,
            "/api/v1/absences/{id:guid}/end" => caller.Person == _staffed.Organization.People[nameof(Role.Owner)].Id,
            // The ids that are tried are those of other things.
            "/reviews/questions/{Question:guid}" => false,
            "/reviews/{Campaign:guid}" or "/reviews/{Campaign:guid}/summary" or "/reviews/{Campaign:guid}/pass-on" => method == "GET" && _items.Values.Any(i => i.Campaign.Value == id && i.Reviewer == caller.Person),
            // A form without its token, which only a page of one's own holds.
            _ when method == "POST" && !pattern.StartsWith("/api/", StringComparison.Ordinal) => false,
            _ => true,
        };
    }

    // A page of what one was asked is there for everybody, and empty for who was asked nothing; many answers at once are told one by one.
    private static bool IsLet(string pattern, int status, string body) => status is >= 200 and < 300 && pattern switch
    {
        "/reviews/questions/{Question:guid}" => !body.Contains("No question waits for you here", StringComparison.Ordinal),
        "/reviews/{Campaign:guid}" or "/reviews/{Campaign:guid}/summary" or "/reviews/{Campaign:guid}/pass-on" => !body.Contains("Nothing here for you to review", StringComparison.Ordinal),
        "/api/v1/campaigns/{id:guid}/decisions" => !body.Contains("\"notFound\"", StringComparison.Ordinal),
        _ => true,
    };

    private async Task<(int Status, string Body)> AskAsync(Attempt caller, string method, string pattern, Guid id, Guid item)
    {
        var first = true;
        var address = Parameter().Replace(pattern, _ => (first ? (first = false, id).id : item).ToString());
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(address, UriKind.Relative));
        if (method is "POST" or "PATCH" or "PUT")
        {
            request.Content = JsonContent.Create(BodyOf(method, pattern, item) ?? new JsonObject());
        }
        using var response = await caller.Client.SendAsync(request, Token);
        Assert.True((int)response.StatusCode < 500, $"{caller}: {method} {address} answered {(int)response.StatusCode}.");
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Token));
    }

    private JsonNode? BodyOf(string method, string pattern, Guid item)
    {
        var path = Constraint().Replace(pattern, "}");
        var described = _bodies.Operations.FirstOrDefault(o => o.Method == method && o.Path == path);
        return described.Path is null ? null : _bodies.Make(described.Schema, (made, _) =>
        {
            if (made.ContainsKey("decision"))
            {
                (made["decision"], made["itemId"]) = ("attest", item);
                made.Remove("until");
            }
        });
    }

    /// <summary>Ids that something has, for the parameters of a route; the second one is an item's.</summary>
    private async Task<IReadOnlyList<(Guid Id, Guid Item)>> IdsAsync(Portal.Data.Storage.GovernanceDb db, string pattern)
    {
        var parts = pattern.Split('/');
        var collection = parts[Array.FindIndex(parts, p => p.StartsWith('{')) - 1];
        var ids = collection.ToLowerInvariant() switch
        {
            "agents" => [.. _agents.Keys.Select(a => a.Value)],
            "identities" => await db.Identities.OrderByDescending(i => i.AgentId != null).Take(IdsOfAKind).Select(i => i.Id.Value).ToListAsync(Token),
            "sessions" => [.. _sessions.Keys.Select(s => s.Value)],
            "people" or "users" => await db.People.Take(IdsOfAKind).Select(p => p.Id.Value).ToListAsync(Token),
            _ => [await _staffed.Organization.IdOfAsync(collection)],
        };
        return pattern.EndsWith("/decisions", StringComparison.Ordinal) ? [.. from id in ids from item in _items.Keys.Select(i => i.Value) select (id, item)] : [.. ids.Select(id => (id, Guid.Empty))];
    }

    // Ids of things; files, schemas and providers belong to nobody.
    [GeneratedRegex(@"\{(id|Id|itemId|Campaign|session)(:guid)?\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();

    [GeneratedRegex(@":guid\}", RegexOptions.None, 1000)]
    private static partial Regex Constraint();

    /// <summary>Somebody, or a program, who tries.</summary>
    /// <param name="Column">Their column of the table of access.</param>
    /// <param name="Client">What they ask with.</param>
    /// <param name="Person">The person, or null.</param>
    /// <param name="Agent">The only agent that the token knows, or null.</param>
    private sealed record Attempt(string Column, HttpClient Client, PersonId? Person, AgentId? Agent);
}
