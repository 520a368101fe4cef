using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Changes;
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

    private const char RecordEnd = '\u001e';

    private readonly Source _source = A.Source();
    private Identity _one = null!;
    private Identity _other = null!;
    private PortalServer _portal = null!;
    private HttpClient _client = null!;
    private Dictionary<string, string> _ids = [];

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

        foreach (var (filter, name) in new (object, string)[] { (new { platform = "mainframe" }, "platform"), (new { agentId = "x" }, "agentId"), (new { minimumRisk = 101 }, "minimumRisk"), (new { since = "x" }, "since"), (new { since = Guid.Empty }, "since") })
        {
            var refused = await Assert.ThrowsAsync<HubException>(() => connection.InvokeAsync("Subscribe", filter, Cancelled));

            Assert.Contains(name, refused.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_was_away_hears_what_was_missed_and_then_what_comes_each_once(bool isMessagePack)
    {
        string IdOf(string eventId) => _ids[eventId];
        await IngestAsync([.. Enumerable.Range(0, 1_200).Select(i => CloudTrail.Attach($"e{i}", An.Instant.AddSeconds(i), i % 2 == 0 ? _one.Name : _other.Name, "A"))]);
        await ReadIdsAsync();
        await using var connection = Connect(await _portal.CreateTokenAsync(TokenScope.Read), isMessagePack);
        var heard = Channel.CreateUnbounded<string>();
        Hear(connection, isMessagePack, heard);
        await connection.StartAsync(Cancelled);

        await connection.InvokeAsync("Subscribe", new Dictionary<string, object?>(StringComparer.Ordinal) { ["identityId"] = _one.Id.Value.ToString(), ["since"] = IdOf("e3") }, Cancelled);
        await IngestAsync(CloudTrail.Attach("live", An.Instant, _one.Name, "A"));

        string[] expected = [.. Enumerable.Range(4, 1_196).Where(i => i % 2 == 0).Select(i => $"e{i}"), "live"];
        foreach (var eventId in expected)
        {
            Assert.Equal(eventId, await heard.Reader.ReadAsync(Cancelled).AsTask().WaitAsync(Patience, Cancelled));
        }
        await IngestAsync(CloudTrail.Attach("last", An.Instant, _one.Name, "A"));
        Assert.Equal("last", await heard.Reader.ReadAsync(Cancelled).AsTask().WaitAsync(Patience, Cancelled));
    }

    [Fact]
    public async Task Who_was_away_too_long_is_told_how_many_are_missing()
    {
        const int Arrived = ChangeSubscriptions.MostMissed + 105;
        await IngestAsync([.. Enumerable.Range(0, Arrived).Select(i => CloudTrail.Attach($"e{i}", An.Instant.AddSeconds(i), _other.Name, "A")), CloudTrail.Attach("of the one", An.Instant, _one.Name, "A")]);
        await ReadIdsAsync();
        await using var connection = Connect(await _portal.CreateTokenAsync(TokenScope.Read));
        var (heard, dropped) = (Channel.CreateUnbounded<string>(), new TaskCompletionSource<int>());
        Hear(connection, isMessagePack: false, heard);
        connection.On<int>("Dropped", count => dropped.TrySetResult(count));
        await connection.StartAsync(Cancelled);

        await connection.InvokeAsync("Subscribe", new { identityId = _one.Id.Value, since = _ids["e0"] }, Cancelled);

        Assert.Equal(105, await dropped.Task.WaitAsync(Patience, Cancelled));
        Assert.Equal("of the one", await heard.Reader.ReadAsync(Cancelled).AsTask().WaitAsync(Patience, Cancelled));
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_told_how_many_it_missed()
    {
        const int Arrived = 2_000;
        using var client = new ClientWebSocket();
        client.Options.SetRequestHeader("Authorization", $"Bearer {await _portal.CreateTokenAsync(TokenScope.Read)}");
        await client.ConnectAsync(new UriBuilder(_portal.Address) { Scheme = "ws", Path = "/hubs/changes" }.Uri, Cancelled);
        await SendAsync(client, """{"protocol":"json","version":1}""");
        await SendAsync(client, """{"type":1,"invocationId":"1","target":"Subscribe","arguments":[{}]}""");
        var messages = ReadAsync(client).GetAsyncEnumerator(Cancelled);
        do
        {
            Assert.True(await messages.MoveNextAsync());
        }
        while (!messages.Current.TryGetProperty("invocationId", out _));
        var (other, heardLast) = await SubscribeAsync(new { identityId = _other.Id.Value });
        await using var __ = other;

        // More than waits for a client and than fits into the sockets between; who hears the last of them knows that all were handed out.
        var wide = $"{{\"Version\":\"2012-10-17\",\"Statement\":[{{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::{new string('b', 20_000)}\"}}]}}";
        await IngestAsync([.. Enumerable.Range(0, Arrived).Select(i => CloudTrail.Put($"e{i}", An.Instant.AddSeconds(i), _one.Name, "inline", wide)), CloudTrail.Attach("last", An.Instant, _other.Name, "A")]);
        await heardLast.Reader.ReadAsync(Cancelled).AsTask().WaitAsync(Patience, Cancelled);
        var (heard, dropped) = (0, 0);
        while (heard + dropped < Arrived + 1 && await messages.MoveNextAsync().AsTask().WaitAsync(Patience, Cancelled))
        {
            var target = messages.Current.TryGetProperty("target", out var named) ? named.GetString() : null;
            heard += target == "Change" ? 1 : 0;
            dropped += target == "Dropped" ? messages.Current.GetProperty("arguments")[0].GetInt32() : 0;
        }

        Assert.Equal(Arrived + 1, heard + dropped);
        Assert.InRange(dropped, 1, Arrived - ChangeSubscriptions.QueueLength);
        await messages.DisposeAsync();
    }

    [Fact]
    public async Task Who_may_not_read_any_more_cannot_subscribe_again()
    {
        var secret = await _portal.CreateTokenAsync(TokenScope.Read);
        await using var connection = Connect(secret);
        await connection.StartAsync(Cancelled);
        var token = await _portal.Get<CallerDirectory>().FindTokenAsync(secret, Cancelled);
        await using (var db = await _portal.OpenDatabaseAsync())
        {
            // Another portal revoked it, and this one has not looked around since.
            await db.Set<ApiToken>().Where(t => t.Id == new ApiTokenId(Guid.Parse(token!.Id))).ExecuteUpdateAsync(set => set.SetProperty(t => t.RevokedAt, An.Instant), Cancelled);
        }

        var refused = await Assert.ThrowsAnyAsync<Exception>(() => connection.InvokeAsync("Subscribe", new { }, Cancelled));

        Assert.True(refused is HubException { Message: var said } ? said.Contains("may not read changes", StringComparison.Ordinal) : connection.State != HubConnectionState.Connected, refused.ToString());
    }

    private async Task ReadIdsAsync()
    {
        await using var db = await _portal.OpenDatabaseAsync();
        _ids = await db.Set<Change>().ToDictionaryAsync(c => c.EventId, c => c.Id.Value.ToString(), StringComparer.Ordinal, Cancelled);
    }

    private static void Hear(HubConnection connection, bool isMessagePack, Channel<string> heard)
    {
        if (isMessagePack)
        {
            connection.On<Dictionary<string, object>>("Change", change => heard.Writer.TryWrite((string)change["eventId"]));
        }
        else
        {
            connection.On<JsonElement>("Change", change => heard.Writer.TryWrite(change.GetProperty("eventId").GetString()!));
        }
    }

    private static Task SendAsync(ClientWebSocket client, string message) =>
        client.SendAsync(Encoding.UTF8.GetBytes(message + RecordEnd), WebSocketMessageType.Text, endOfMessage: true, Cancelled);

    private static async IAsyncEnumerable<JsonElement> ReadAsync(ClientWebSocket client)
    {
        var buffer = new byte[64 * 1024];
        using var text = new MemoryStream();
        while (client.State == WebSocketState.Open)
        {
            var received = await client.ReceiveAsync(buffer.AsMemory(), Cancelled);
            for (var i = 0; i < received.Count; i++)
            {
                if (buffer[i] != RecordEnd)
                {
                    text.WriteByte(buffer[i]);
                    continue;
                }
                yield return JsonSerializer.Deserialize<JsonElement>(text.ToArray());
                text.SetLength(0);
            }
        }
    }

    private HubConnection Connect(string? token, bool isMessagePack) => isMessagePack
        ? new HubConnectionBuilder().WithUrl(new Uri(_portal.Address, "/hubs/changes"), options => options.AccessTokenProvider = () => Task.FromResult(token)).AddMessagePackProtocol().Build()
        : Connect(token);

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
