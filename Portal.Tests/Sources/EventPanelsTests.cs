using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Changes;
using Portal.Data.Changes.Unreadable;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Hosting.Outbound;
using Portal.Sources;
using Portal.Sources.Connectors;
using Portal.Tests.Changes;
using Portal.Tests.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Sources;

/// <summary>What the page of a source says of its events.</summary>
public sealed class EventPanelsTests : SharedContext, IAsyncLifetime
{
    private const string Queue = "https://sqs.eu-central-1.amazonaws.com/111122223333/events";
    private readonly ConnectorStates _states = new();
    private readonly Source _source = new() { Name = "trail", Platform = Platform.Aws, CreatedAt = An.Instant, Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["other"] = "kept" } };
    private TestPortalData? _stored;

    private TestPortalData Stored => _stored ?? throw new InvalidOperationException("The database is made before the test begins.");

    public async ValueTask InitializeAsync()
    {
        _stored = await TestPortalData.CreateAsync(Engine.Sqlite);
        await _stored.StoreAsync(_source);
    }

    [Fact]
    public async Task Where_events_are_fetched_from_is_saved_beside_other_settings()
    {
        var panel = await OpenAsync();
        Assert.Contains("sent by others", panel.Markup, StringComparison.Ordinal);

        await panel.FindAll("form input")[0].ChangeAsync(Queue);
        await panel.Find("form").SubmitAsync();

        panel.WaitForAssertion(() => Assert.Contains("Saved", panel.Find("[role=status]").TextContent, StringComparison.Ordinal));
        await using var db = await Stored.OpenAsync();
        var settings = (await db.Set<Source>().SingleAsync()).Settings;
        Assert.Equal(("kept", Queue), (settings["other"], settings["eventQueue"]));
    }

    [Fact]
    public async Task What_makes_no_sense_is_said_at_its_field_and_not_saved()
    {
        var panel = await OpenAsync();

        await panel.FindAll("form input")[0].ChangeAsync("https://attacker.example/queue");
        await panel.Find("form").SubmitAsync();

        var field = panel.Find("[aria-invalid=true]");
        Assert.Contains("at AWS with https", panel.Find("#" + field.GetAttribute("aria-describedby")).TextContent, StringComparison.Ordinal);
        await using var db = await Stored.OpenAsync();
        Assert.False((await db.Set<Source>().SingleAsync()).Settings.ContainsKey("eventQueue"));
    }

    [Fact]
    public async Task What_keeps_events_from_being_fetched_is_said()
    {
        _states.Set(_source.Id, new("queue", null, "AccessDenied: <script>alert(1)</script>", An.Instant));

        var panel = await OpenAsync();

        Assert.Contains("AccessDenied", panel.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Empty(panel.FindAll("script"));
    }

    [Fact]
    public async Task Events_that_could_not_be_read_are_read_again()
    {
        await Stored.Get<IngestEvents>().RunAsync(_source.Id, "nonsense <b>"u8.ToArray(), new("the queue"), Portal.Data.Access.Caller.System("tests"), CancellationToken.None);
        var readable = CloudTrail.Attach("e1", An.Instant, "worker", "Orders");
        await Stored.StoreAsync(An.UnreadableEvent(_source, readable));
        var panel = Render<UnreadableEventsPanel>(p => p.Add(u => u.Source, _source.Id));
        panel.WaitForAssertion(() => Assert.Equal(2, panel.FindAll(".rows > li").Count));
        Assert.Empty(panel.FindAll("b"));

        await panel.Find("button").ClickAsync();

        panel.WaitForAssertion(() => Assert.Contains("1 event stored", panel.Find("[role=status]").TextContent, StringComparison.Ordinal));
        Assert.Contains("the queue", Assert.Single(panel.FindAll(".rows > li")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_without_such_events_says_nothing_of_them()
    {
        var panel = Render<UnreadableEventsPanel>(p => p.Add(u => u.Source, _source.Id));

        Assert.Equal(string.Empty, panel.Markup.Trim());
    }

    /// <inheritdoc/>
    protected override void Register(IServiceCollection services)
    {
        services.AddSingleton(_states);
        services.AddSingleton(new EventSettingsCheck(OutboundGuard.Create(OutboundSettings.From(new ConfigurationBuilder().Build()))));
        services.AddSingleton(_ => Stored.Get<UpdateSource>());
        services.AddSingleton(_ => Stored.Get<IngestEvents>());
        services.AddSingleton(_ => Stored.Get<UnreadableEventQueries>());
    }

    /// <inheritdoc/>
    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        if (_stored is not null)
        {
            await _stored.DisposeAsync();
        }
    }

    private async Task<IRenderedComponent<EventSettingsPanel>> OpenAsync()
    {
        var detail = await Stored.Get<SourceQueries>().FindAsync(_source.Id, Portal.Data.Access.Caller.System("tests"), CancellationToken.None);
        var panel = Render<EventSettingsPanel>(p => p.Add(e => e.Source, detail!.Source));
        panel.WaitForElement("details");
        await panel.Find("details").TriggerEventAsync("ontoggle", EventArgs.Empty);
        return panel;
    }
}
