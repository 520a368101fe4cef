using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Data;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Changes.Retention;
using Portal.Data.Inventory.Handover;
using Portal.Data.Notices;
using Portal.Data.Notices.Digests;
using Portal.Data.People;
using Portal.Data.Reviews.Evidence;
using Portal.Data.Reviews.Notices;
using Portal.Data.Storage;
using Portal.Reviews;

namespace Portal.Tests.Support;

/// <summary>
/// All of <c>Portal.Data</c> as the portal registers it, over a database of this test's own and a clock that stands at
/// <see cref="An.Instant"/> until the test moves it.
/// </summary>
public sealed class TestPortalData : IAsyncDisposable
{
    private readonly TestDatabase? _database;
    private readonly ServiceProvider _services;
    private readonly Dictionary<Role, Caller> _people = [];

    private TestPortalData(TestDatabase? database, ServiceProvider services, FakeTimeProvider clock)
    {
        _database = database;
        _services = services;
        Clock = clock;
    }

    /// <summary>The time.</summary>
    public FakeTimeProvider Clock { get; }

    /// <summary>The registered classes, for code that asks for a provider.</summary>
    public IServiceProvider Services => _services;

    /// <summary>Makes one.</summary>
    /// <param name="engine">On which engine.</param>
    /// <param name="configure">Replaces outside systems by fakes, or adds settings.</param>
    public static async Task<TestPortalData> CreateAsync(Engine engine = Engine.Sqlite, Action<IServiceCollection>? configure = null)
    {
        var database = await TestDatabase.CreateAsync(engine);
        var clock = new FakeTimeProvider(An.Instant);
        return new(database, Build(database.Options, database.Audit, clock, configure), clock);
    }

    /// <summary>Another portal over the same database and clock; to be disposed of first.</summary>
    public TestPortalData Another() => new(database: null, Build(Get<DatabaseOptions>(), Get<AuditOptions>(), Clock, configure: null), Clock);

    /// <summary>A query or command class.</summary>
    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>A context to arrange rows with and to look at what came of them.</summary>
    public Task<GovernanceDb> OpenAsync() => Get<IDbContextFactory<GovernanceDb>>().CreateDbContextAsync();

    /// <summary>Stores rows as they are, past the commands.</summary>
    public async Task StoreAsync(params IReadOnlyList<object> rows)
    {
        await using var db = await OpenAsync();
        db.AddRange(rows);
        await db.SaveChangesAsync();
    }

    /// <summary>A signed-in person with exactly this role; the same person each time.</summary>
    public async Task<Caller> AsAsync(Role role)
    {
        if (!_people.TryGetValue(role, out var caller))
        {
            var person = A.Person(name: role.ToString(), roles: role);
            await StoreAsync(person);
            _people[role] = caller = By(person, role);
        }
        return caller;
    }

    /// <summary>A program with a valid API token of this scope.</summary>
    public async Task<Caller> AsTokenAsync(TokenScope scope)
    {
        var secret = await Get<CreateApiToken>().RunAsync($"{scope} token", scope, agentId: null, expiresAt: null, Caller.System("tests"), CancellationToken.None);
        return await Get<CallerDirectory>().FindTokenAsync(secret, CancellationToken.None)
            ?? throw new InvalidOperationException("A token that was just made does not work.");
    }

    /// <summary>A stored person as the caller they are after signing in.</summary>
    public static Caller By(Person person, params IReadOnlyList<Role> roles) =>
        new() { Kind = CallerKind.Person, Id = person.Id.Value.ToString(), Name = person.Name, Roles = roles };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    private static ServiceProvider Build(DatabaseOptions database, AuditOptions audit, FakeTimeProvider clock, Action<IServiceCollection>? configure)
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddPortalData(database)
            .AddSingleton(audit)
            .AddSingleton(RawRetention.Always)
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton<IHandoverMails, RecordedHandovers>()
            .AddSingleton<IReviewMails, RecordedLetters>()
            .AddSingleton<IEvidenceReports, EvidenceReports>()
            .AddSingleton<INoticeMails, RecordedNoticeMails>()
            .AddSingleton<INoticeChannels>(LocalChannels.Instance)
            .AddSingleton<IBreakGlassMails, PlainBreakGlassMails>();
        configure?.Invoke(services);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }
}
