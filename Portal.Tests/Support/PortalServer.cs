using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Data.Access;
using Portal.Data.People;
using Portal.Data.Storage;
using Portal.Hosting.CommandLine;

namespace Portal.Tests.Support;

/// <summary>
/// The whole portal as <c>serve</c> puts it together, in this process, on a free loopback port, over a database and a data directory of its own.
/// </summary>
public sealed class PortalServer : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly string _directory;
    private readonly WebApplication _portal;
    private readonly ErrorLog _log = new();

    private PortalServer(TestDatabase database, string directory, WebApplication portal)
    {
        _database = database;
        _directory = directory;
        _portal = portal;
        portal.Services.GetRequiredService<ILoggerFactory>().AddProvider(_log);
    }

    /// <summary>What it logged as an error since it started.</summary>
    public IReadOnlyCollection<string> Errors => _log.Errors;

    /// <summary>Where it is reached.</summary>
    public Uri Address => new(_portal.Urls.First());

    /// <summary>Its registered classes, to arrange and to look behind the pages.</summary>
    public IServiceProvider Services => _portal.Services;

    /// <summary>Where its files lie, mail in the pickup directory among them.</summary>
    public string DataDirectory => _directory;

    /// <summary>Starts one.</summary>
    /// <param name="engine">On which engine.</param>
    /// <param name="isDemo">Whether it holds the demo organization and lets its personas in.</param>
    /// <param name="settings">Further settings, as <c>Key:Of=value</c>.</param>
    public static async Task<PortalServer> StartAsync(Engine engine = Engine.Sqlite, bool isDemo = true, params IReadOnlyList<string> settings)
    {
        var (database, directory) = isDemo
            ? await DemoTemplate.CopyAsync(engine, async (database, directory) =>
            {
                var first = await PrepareAsync(database, directory, isDemo: true, []);
                await first.StartAsync();
                await first.StopAsync();
                await first.DisposeAsync();
            })
            : (await TestDatabase.CreateAsync(engine), DemoTemplate.NewDirectory());
        return await StartAsync(database, directory, isDemo, settings);
    }

    /// <summary>Starts one that loads the demo organization itself, as of now.</summary>
    public static async Task<PortalServer> StartFirstAsync() =>
        await StartAsync(await TestDatabase.CreateAsync(Engine.Sqlite), DemoTemplate.NewDirectory(), isDemo: true, []);

    /// <summary>A registered class.</summary>
    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>The database, to look behind the pages.</summary>
    public Task<GovernanceDb> OpenDatabaseAsync() =>
        Get<Microsoft.EntityFrameworkCore.IDbContextFactory<GovernanceDb>>().CreateDbContextAsync();

    /// <summary>Someone who has not signed in; redirects are not followed, so that a test sees them.</summary>
    public HttpClient CreateClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        CookieContainer = new CookieContainer(),
        // A request that asks first waits for the answer, also on a busy machine.
        Expect100ContinueTimeout = TimeSpan.FromSeconds(60),
    })
    {
        BaseAddress = Address,
    };

    /// <summary>Someone who signed in as a persona of the demo.</summary>
    /// <param name="persona">For example <c>engineer</c>.</param>
    public async Task<HttpClient> SignInAsync(string persona)
    {
        var client = CreateClient();
        using var form = new FormUrlEncodedContent([new("persona", persona)]);
        using var response = await client.PostAsync(new Uri("/account/demo", UriKind.Relative), form);
        Assert.True(
            response.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther or HttpStatusCode.OK,
            $"Signing in as {persona} answered {(int)response.StatusCode}.");
        return client;
    }

    /// <summary>A new API token's secret.</summary>
    public Task<string> CreateTokenAsync(TokenScope scope, string? agent = null) => Get<CreateApiToken>()
        .RunAsync($"{scope} token", scope, agent, expiresAt: null, Caller.System("tests"), CancellationToken.None);

    /// <summary>A program with a new API token.</summary>
    public async Task<HttpClient> CreateClientAsync(TokenScope scope)
    {
        var client = CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await CreateTokenAsync(scope));
        return client;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _portal.StopAsync();
        await _portal.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private static async Task<PortalServer> StartAsync(TestDatabase database, string directory, bool isDemo, IReadOnlyList<string> settings)
    {
        var portal = await PrepareAsync(database, directory, isDemo, settings);
        var server = new PortalServer(database, directory, portal);
        await portal.StartAsync();
        return server;
    }

    /// <summary>A portal over somebody's own database and data directory, ready to start.</summary>
    internal static Task<WebApplication> PrepareAsync(TestDatabase database, string directory, bool isDemo, IReadOnlyList<string> settings) =>
        ServeVerb.PrepareAsync(
        [
            "--applicationName=Portal",
            "--environment=Development",
            "--urls=http://127.0.0.1:0",
            "--Logging:LogLevel:Default=Warning",
            "--Logging:Console:LogLevel:Default=None",
            $"--Database:Provider={database.Options.Provider}",
            $"--ConnectionStrings:Governance={database.Options.ConnectionString}",
            $"--Data:Directory={directory}",
            $"--Demo:Enabled={isDemo}",
            .. settings.Select(s => "--" + s),
        ]);
}
