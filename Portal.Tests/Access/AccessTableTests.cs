using System.Net;
using System.Net.Http.Headers;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.People;
using Portal.Tests.Hosting.SignIn;
using Portal.Tests.Support;
using Portal.Tests.Support.Provider;

namespace Portal.Tests.Access;

/// <summary>
/// Everybody tries everything: each role after signing in at the provider, each token scope, someone without a role and a stranger, on every
/// route and every hub method. What comes of it is the table in the repository, so nothing new is open, or closed, without a decision.
/// </summary>
public sealed class AccessTableTests : IAsyncLifetime
{
    private const string Stranger = "stranger";
    private const string NoRole = "no role";
    private const string BoundToken = "read token of one agent";

    private readonly Uri _address = new($"http://127.0.0.1:{FreePort.Next()}");
    private readonly Dictionary<string, HttpClient> _callers = [];
    private readonly Dictionary<string, Action<Microsoft.AspNetCore.Http.Connections.Client.HttpConnectionOptions>> _connections = [];
    private readonly List<IDisposable> _open = [];
    private Agent _agent = null!;
    private LocalProvider _provider = null!;
    private PortalServer _portal = null!;

    private static IReadOnlyList<string> Columns { get; } =
        [Stranger, NoRole, .. Enum.GetNames<Role>(), .. Enum.GetNames<TokenScope>().Select(s => $"{s.ToLowerInvariant()} token"), BoundToken];

    public async ValueTask InitializeAsync()
    {
        _provider = await LocalProvider.StartAsync(
            certificate: null,
            [.. Columns.Select(c => new LocalAccount(c, $"subject-{c}", Roles: [c]))]);
        _portal = await PortalServer.StartAsync(isDemo: false, settings: [.. _provider.SettingsFor(_address)]);
        await ArrangeAsync();
        foreach (var role in Enum.GetNames<Role>().Append(NoRole))
        {
            var visitor = new ProviderVisitor(_address, follows: false);
            _open.Add(visitor);
            await visitor.SignInAsync(_provider, role);
            Assert.True(visitor.HasSession, role);
            _callers[role] = visitor.Client;
            _connections[role] = options => options.Cookies = visitor.Cookies;
        }
        var agent = _agent.Id.Value.ToString();
        var tokens = Enum.GetValues<TokenScope>().Select(scope => ($"{scope.ToString().ToLowerInvariant()} token", scope, scope == TokenScope.Propose ? agent : null));
        foreach (var (name, scope, boundTo) in tokens.Append((BoundToken, TokenScope.Read, agent)))
        {
            var secret = await _portal.CreateTokenAsync(scope, boundTo);
            var client = _portal.CreateClient();
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
            _open.Add(client);
            _callers[name] = client;
            _connections[name] = options => options.AccessTokenProvider = () => Task.FromResult<string?>(secret);
        }
        var stranger = _portal.CreateClient();
        _open.Add(stranger);
        _callers[Stranger] = stranger;
        _connections[Stranger] = _ => { };
    }

    public async ValueTask DisposeAsync()
    {
        _open.ForEach(o => o.Dispose());
        await _portal.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task Every_route_and_hub_method_opens_to_whom_the_table_says_and_to_nobody_else()
    {
        var rows = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var hub in Hubs())
        {
            foreach (var method in MethodsOf(hub.Type))
            {
                rows[$"{hub.Path} {method}"] = await WhoAsync(caller => CallAsync(caller, hub.Path, method));
            }
        }
        // Signing out comes last: it ends what the others need.
        foreach (var (method, pattern) in EveryRoute.Of(_portal).OrderBy(r => r.Pattern == "/account/logout"))
        {
            rows[$"{method} {pattern}"] = await WhoAsync(caller => AskAsync(caller, method, pattern));
        }

        var measured = AccessTable.Write(Columns, rows);
        var kept = File.Exists(Path.Combine(Repository.Root, AccessTable.Path)) ? Repository.Read(AccessTable.Path) : string.Empty;
        if (kept != measured)
        {
            AccessTable.Leave(measured);
            Assert.Fail($"Who gets in where differs from {AccessTable.Path}:\n{string.Join('\n', AccessTable.Differences(kept, measured))}");
        }
    }

    private static async Task<HashSet<string>> WhoAsync(Func<string, Task<bool>> tryAsync)
    {
        var allowed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var caller in Columns)
        {
            if (await tryAsync(caller))
            {
                allowed.Add(caller);
            }
        }
        return allowed;
    }

    private async Task<bool> AskAsync(string caller, string method, string pattern)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), EveryRoute.AddressOf(pattern));
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        if (!HttpMethods.IsGet(method) && !HttpMethods.IsHead(method))
        {
            request.Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        }
        using var response = await _callers[caller].SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.True((int)response.StatusCode < 500, $"{caller}: {method} {pattern} answered {(int)response.StatusCode}.");
        var isSentToSignIn = response.Headers.Location?.ToString().Contains("/account/login", StringComparison.Ordinal) == true;
        return !isSentToSignIn && response.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden);
    }

    private async Task<bool> CallAsync(string caller, string hub, string method)
    {
        await using var connection = new HubConnectionBuilder().WithUrl(new Uri(_address, hub), _connections[caller]).Build();
        try
        {
            await connection.StartAsync(TestContext.Current.CancellationToken);
        }
        catch (HttpRequestException exception) when (exception.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            return false;
        }
        var parameters = MethodsParameters(hub, method);
        await connection.InvokeCoreAsync(method, parameters, TestContext.Current.CancellationToken);
        return true;
    }

    private object?[] MethodsParameters(string hub, string method) =>
        [.. Hubs().Single(h => h.Path == hub).Type.GetMethods().Single(m => NameOf(m) == method).GetParameters().Select(_ => (object?)null)];

    private IEnumerable<(Type Type, string Path)> Hubs() => (
        from endpoint in EveryRoute.Endpoints(_portal)
        let hub = endpoint.Metadata.GetMetadata<HubMetadata>()
        where hub?.HubType.Assembly == typeof(Program).Assembly && !endpoint.RoutePattern.RawText!.EndsWith("/negotiate", StringComparison.Ordinal)
        select (hub.HubType, endpoint.RoutePattern.RawText!)).Distinct();

    private static IEnumerable<string> MethodsOf(Type hub) => hub
        .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(m => m.GetBaseDefinition().DeclaringType == hub)
        .Select(NameOf);

    private static string NameOf(MethodInfo method) => method.GetCustomAttribute<HubMethodNameAttribute>()?.Name ?? method.Name;

    /// <summary>Someone for each role: four have it from the provider, an owner owns, a manager has a report.</summary>
    private async Task ArrangeAsync()
    {
        var people = Enum.GetNames<Role>().Append(NoRole).ToDictionary(
            name => name, name => new Person { Name = name, Email = $"{name.Replace(' ', '.').ToLowerInvariant()}@example.com", DirectoryId = $"subject-{name}" }, StringComparer.Ordinal);
        people[NoRole].ManagerId = people[nameof(Role.Manager)].Id;
        await using var db = await _portal.OpenDatabaseAsync();
        db.AddRange(people.Values);
        _agent = An.Agent(owner: people[nameof(Role.Owner)].Id);
        db.Add(_agent);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }
}
