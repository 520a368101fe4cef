using System.Net;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Inventory;
using Portal.Data.People;
using Portal.Data.Sources;
using Portal.Tests.Sources;
using Portal.Tests.Support;

namespace Portal.Tests.Changes;

/// <summary>The live hub as a program meets it: closed to strangers, filtered on the server, in the shape of the API.</summary>
public sealed class ChangesHubTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Source _source = A.Source();
    private Identity _one = null!;
    private Identity _other = null!;
    private PortalServer _portal = null!;
    private HttpClient _client = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalServer.StartAsync(isDemo: false);
        _client = await _portal.CreateClientAsync(TokenScope.Admin);
        (_one, _other) = (An.Identity(_source), An.Identity(_source));
        await using var db = await _portal.OpenDatabaseAsync();
        db.AddRange(_source, _one, _other);
        await db.SaveChangesAsync(Cancelled);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task Strangers_and_tokens_without_the_right_are_kept_out()
    {
        foreach (var (token, status) in new[]
        {
            (null, HttpStatusCode.Unauthorized),
            ("gov_made-up", HttpStatusCode.Unauthorized),
            (await _portal.CreateTokenAsync(TokenScope.Ingest), HttpStatusCode.Forbidden),
        })
        {
            await using var connection = Connect(token);

            var refused = await Assert.ThrowsAsync<HttpRequestException>(() => connection.StartAsync(Cancelled));

            Assert.Equal(status, refused.StatusCode);
        }
    }

    [Fact]
    public async Task A_revoked_token_loses_its_open_connection_at_once()
    {
        var secret = await _portal.CreateTokenAsync(TokenScope.Read);
        await using var connection = Connect(secret);
        await using var other = Connect(await _portal.CreateTokenAsync(TokenScope.Read));
        var closed = new TaskCompletionSource();
        connection.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        await connection.StartAsync(Cancelled);
        await other.StartAsync(Cancelled);
        var token = await _portal.Get<CallerDirectory>().FindTokenAsync(secret, Cancelled);

        await _portal.Get<RevokeApiToken>().RunAsync(new ApiTokenId(Guid.Parse(token!.Id)), Caller.System("tests"), Cancelled);

        await closed.Task.WaitAsync(TimeSpan.FromSeconds(5), Cancelled);
        await other.InvokeAsync("Unsubscribe", Cancelled);
        Assert.Equal(HubConnectionState.Connected, other.State);
    }

    [Fact]
    public async Task A_subscriber_hears_of_what_fits_in_the_shape_of_the_API()
    {
        var (connection, heard) = await SubscribeAsync(new { identityId = _one.Id.Value });
        await using var _ = connection;

        await IngestAsync(CloudTrail.Attach("of the other", An.Instant, _other.Name, "A"), CloudTrail.Attach("of the one", An.Instant, _one.Name, "B"));
        var change = await heard.Reader.ReadAsync(Cancelled).AsTask().WaitAsync(Patience, Cancelled);

        Assert.Equal("of the one", change.GetProperty("eventId").GetString());
        using var answer = await _client.GetAsync(Api.At($"/changes/{change.GetProperty("id").GetString()}"), Cancelled);
        var said = await Api.ReadAsync(answer);
        Assert.True(JsonElement.DeepEquals(said, change), $"The API says {said}, the hub {change}.");
    }

    [Fact]
    public async Task A_second_filter_takes_the_place_of_the_first_and_after_the_end_nothing_comes()
    {
        var (connection, heard) = await SubscribeAsync(new { identityId = _one.Id.Value });
        await using var _ = connection;
        await connection.InvokeAsync("Subscribe", new { identityId = _other.Id.Value.ToString() }, Cancelled);

        await IngestAsync(CloudTrail.Attach("e1", An.Instant, _one.Name, "A"), CloudTrail.Attach("e2", An.Instant, _other.Name, "A"));
        Assert.Equal("e2", (await heard.Reader.ReadAsync(Cancelled).AsTask().WaitAsync(Patience, Cancelled)).GetProperty("eventId").GetString());
        await connection.InvokeAsync("Unsubscribe", Cancelled);
        await IngestAsync(CloudTrail.Attach("e3", An.Instant, _other.Name, "B"));
        await connection.InvokeAsync("Subscribe", new { identityId = _other.Id.Value.ToString() }, Cancelled);
        await IngestAsync(CloudTrail.Attach("e4", An.Instant, _other.Name, "C"));

        Assert.Equal("e4", (await heard.Reader.ReadAsync(Cancelled).AsTask().WaitAsync(Patience, Cancelled)).GetProperty("eventId").GetString());
    }

    [Fact]
    public async Task Everything_is_heard_without_a_filter_in_the_order_of_arrival()
    {
        var (connection, heard) = await SubscribeAsync(new { });
        await using var _ = connection;

        await IngestAsync([.. Enumerable.Range(0, 300).Select(i => CloudTrail.Attach($"e{i}", An.Instant.AddSeconds(-i), _one.Name, "A"))]);

        for (var i = 0; i < 300; i++)
        {
            Assert.Equal($"e{i}", (await heard.Reader.ReadAsync(Cancelled).AsTask().WaitAsync(Patience, Cancelled)).GetProperty("eventId").GetString());
        }
    }

    [Fact]
    public async Task A_filter_that_makes_no_sense_is_refused_by_name()
    {
        await using var connection = Connect(await _portal.CreateTokenAsync(TokenScope.Read));
        await connection.StartAsync(Cancelled);

        foreach (var (filter, name) in new (object, string)[] { (new { platform = "mainframe" }, "platform"), (new { agentId = "x" }, "agentId"), (new { minimumRisk = 101 }, "minimumRisk") })
        {
            var refused = await Assert.ThrowsAsync<HubException>(() => connection.InvokeAsync("Subscribe", filter, Cancelled));

            Assert.Contains(name, refused.Message, StringComparison.Ordinal);
        }
    }

    private HubConnection Connect(string? token) => new HubConnectionBuilder()
        .WithUrl(new Uri(_portal.Address, "/hubs/changes"), options => options.AccessTokenProvider = () => Task.FromResult(token))
        .Build();

    private async Task<(HubConnection Connection, Channel<JsonElement> Heard)> SubscribeAsync(object filter)
    {
        var connection = Connect(await _portal.CreateTokenAsync(TokenScope.Read));
        var heard = Channel.CreateUnbounded<JsonElement>();
        connection.On<JsonElement>("Change", change => heard.Writer.TryWrite(change));
        await connection.StartAsync(Cancelled);
        await connection.InvokeAsync("Subscribe", filter, Cancelled);
        return (connection, heard);
    }

    private Task<IngestResult?> IngestAsync(params IReadOnlyList<string> records) => _portal.Get<IngestEvents>()
        .RunAsync(_source.Id, CloudTrail.File(records), EventOrigin.Sent, Caller.System("tests"), Cancelled);
}
