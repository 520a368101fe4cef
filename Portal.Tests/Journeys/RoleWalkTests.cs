using System.Net.Http.Headers;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Shell;
using Portal.Tests.Access;
using Portal.Tests.Support;

namespace Portal.Tests.Journeys;

/// <summary>
/// Somebody of each role signs in at the provider with a browser and goes everywhere, by page and by API: what the table of access opens shows
/// its content, and what it does not says so and gives nothing away.
/// </summary>
[Collection(StaffedBrowserTests.Name)]
public sealed class RoleWalkTests : IAsyncLifetime
{
    private const string Administrator = nameof(Role.Administrator);

    private readonly IReadOnlyDictionary<string, IReadOnlySet<string>> _table = AccessTable.Read();
    private StaffedPortal _staffed = null!;

    private static IReadOnlyList<string> Others { get; } = [.. Enum.GetNames<Role>().Where(r => r != Administrator), StaffedOrganization.NoRole];

    public async ValueTask InitializeAsync() => _staffed = await StaffedPortal.StartAsync();

    public ValueTask DisposeAsync() => _staffed.DisposeAsync();

    [Fact]
    public async Task Each_role_goes_where_the_table_lets_it_and_learns_nothing_elsewhere()
    {
        var places = await PlacesAsync();
        var names = await NamesAsync();
        var seen = await WalkAsync(Administrator, places, names, seen: null);
        // The pages of one's own are empty for who was asked nothing; of the others, an administrator sees something on most.
        Assert.All(seen.Where(s => s.Key.Contains('{', StringComparison.Ordinal) && !s.Key.StartsWith("/reviews/", StringComparison.Ordinal)), s => Assert.True(s.Value.Names > 0, $"{s.Key} shows nothing."));
        Assert.InRange(seen.Count(s => s.Value.Names > 0), 15, int.MaxValue);

        // Two at once: the machine has not more to give.
        await Parallel.ForEachAsync(Others, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (role, _) => await WalkAsync(role, places, names, seen));
    }

    [Fact]
    public async Task A_token_of_each_scope_reads_what_the_table_lets_it_and_nothing_else()
    {
        var names = await NamesAsync();
        foreach (var (column, scope, agent) in Enum.GetValues<TokenScope>()
            .Select(s => ($"{s.ToString().ToLowerInvariant()} token", s, s == TokenScope.Propose ? _staffed.Organization.Agents[0].Value.ToString() : null))
            .Append(("read token of one agent", TokenScope.Read, _staffed.Organization.Agents[0].Value.ToString())))
        {
            using var client = _staffed.Server.CreateClient();
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await _staffed.Server.CreateTokenAsync(scope, agent));
            foreach (var (method, address, row) in await CallsAsync())
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), address);
                request.Content = method is "GET" ? null : new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
                using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
                var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                Check(column, row, (int)response.StatusCode, body, names);
            }
        }
    }

    private async Task<IReadOnlyDictionary<string, RoleWalk.Sight>> WalkAsync(
        string role, IReadOnlyList<RoleWalk.Place> places, IReadOnlyList<string> names, IReadOnlyDictionary<string, RoleWalk.Sight>? seen)
    {
        var calls = await CallsAsync();
        IReadOnlyDictionary<string, RoleWalk.Sight> result = new Dictionary<string, RoleWalk.Sight>(StringComparer.Ordinal);
        await Visitor.VisitAsync(_staffed.Server, Screen.Desktop, persona: null, async visitor =>
        {
            await ProviderPage.SignInAsync(visitor.Page, role, RoleWalk.Start);
            await visitor.WaitUntilInteractiveAsync();
            var walk = new RoleWalk(visitor, role, [.. names.Where(name => name != _staffed.Organization.People[role].Name)]);
            CheckNavigation(role, await walk.NavigationAsync());
            result = await walk.PagesAsync(places, _table, seen);
            foreach (var (call, answer) in calls.Zip(await walk.AskAsync(calls)))
            {
                Check(role, call.Row, answer.Status, answer.Text, names);
            }
        });
        return result;
    }

    private void CheckNavigation(string role, IReadOnlyList<string> shown)
    {
        Assert.All(shown, path => Assert.Contains(role, _table[$"GET {path}"]));
        // One's own mail is open to everybody, and stands in the navigation of those who read all of it.
        Assert.All(
            Places.All.Where(p => p.Href != "/mail" && _table[$"GET {p.Href}"].Contains(role)),
            place => Assert.Contains(place.Href, shown));
    }

    private void Check(string who, string row, int status, string body, IReadOnlyList<string> names)
    {
        var isLet = _table[row].Contains(who);
        Assert.True(status is not (401 or 403) == isLet, $"{who}: {row} answered {status}, but the table says {(isLet ? "yes" : "no")}.");
        Assert.True(status < 500, $"{who}: {row} answered {status}.");
        if (!isLet)
        {
            Assert.DoesNotContain(names, name => body.Contains(name, StringComparison.Ordinal));
        }
    }

    /// <summary>All pages, each with an address that exists.</summary>
    private async Task<IReadOnlyList<RoleWalk.Place>> PlacesAsync()
    {
        var places = new List<RoleWalk.Place>();
        foreach (var page in Support.Routes.Pages)
        {
            places.Add(new(page, await _staffed.Organization.AddressOfAsync(page), Support.Routes.IsPlain(page)));
        }
        return places;
    }

    /// <summary>All operations for programs: those that only read with ids that exist, the others with ids that nothing has.</summary>
    private async Task<IReadOnlyList<(string Method, Uri Address, string Row)>> CallsAsync()
    {
        var calls = new List<(string, Uri, string)>();
        foreach (var row in _table.Keys.Where(row => row.Contains(" /api/v1/", StringComparison.Ordinal) || row.Contains(" /scim/v2/", StringComparison.Ordinal)))
        {
            var (method, pattern) = (row.Split(' ')[0], row.Split(' ')[1]);
            var address = EveryRoute.AddressOf(pattern).ToString();
            if (method == "GET" && pattern.Contains("{id:guid}", StringComparison.Ordinal))
            {
                address = pattern.Replace("{id:guid}", (await _staffed.Organization.IdOfAsync(pattern.Split('/')[3])).ToString(), StringComparison.Ordinal);
            }
            calls.Add((method, new Uri(address, UriKind.Relative), row));
        }
        return calls;
    }

    /// <summary>What tells somebody something: names of agents, identities, people, the source and the review.</summary>
    private async Task<IReadOnlyList<string>> NamesAsync()
    {
        await using var db = await _staffed.Server.OpenDatabaseAsync();
        return [.. db.Agents.Select(a => a.Name), .. db.Identities.Select(i => i.Name), .. _staffed.Organization.People.Values.Select(p => p.Name), StaffedOrganization.Source, StaffedOrganization.Review];
    }
}
