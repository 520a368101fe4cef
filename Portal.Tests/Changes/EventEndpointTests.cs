using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Changes;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Tests.Sources;
using Portal.Tests.Support;

namespace Portal.Tests.Changes;

/// <summary>Events over HTTP: every form that AWS delivers, and an answer that can be relied on.</summary>
public sealed class EventEndpointTests : IAsyncLifetime
{
    private PortalServer _portal = null!;
    private HttpClient _client = null!;
    private string _source = string.Empty;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalServer.StartAsync(isDemo: false, settings: "Ingest:MaxBodyBytes=1000000");
        _client = await _portal.CreateClientAsync(TokenScope.Admin);
        _source = await _client.CreateSourceAsync("Trail");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _portal.DisposeAsync();
    }

    public static TheoryData<string, string?, int> Forms()
    {
        var (one, two) = (CloudTrail.Attach("e1", An.Instant, "worker", "A"), CloudTrail.Attach("e2", An.Instant, "worker", "B"));
        return new()
        {
            { $$"""{"Records":[{{one}},{{two}}]}""", null, 2 },
            { $$"""{"Records":[{{one}},{{two}}]}""", "gzip", 2 },
            { Envelope(one), null, 1 },
            { $"[{Envelope(one)},{Envelope(two)}]", null, 2 },
            { $"{one}\n{two}\n", null, 2 },
        };
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Each_form_is_taken_and_stored_before_the_answer(string body, string? encoding, int events)
    {
        using var answer = await SendAsync(Encoding.UTF8.GetBytes(body), encoding);
        // What is acknowledged is stored: a context that opens now sees it.
        await using var db = await _portal.OpenDatabaseAsync();
        var stored = await db.Set<Change>().CountAsync(Cancelled);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal((events, 0, 0, 0), await CountsAsync(answer));
        Assert.Equal(events, stored);
    }

    [Fact]
    public async Task Each_event_is_accounted_for()
    {
        var attach = CloudTrail.Attach("e1", An.Instant, "worker", "A");
        var body = string.Join('\n', attach, attach, CloudTrail.Record("ListRoles", "e2", An.Instant, new { }), "{\"eventName\":", CloudTrail.Attach("e3", An.Instant, "worker", "B"), "42");

        using var first = await SendAsync(Encoding.UTF8.GetBytes(body));
        using var again = await SendAsync(Encoding.UTF8.GetBytes(body));

        Assert.Equal((2, 1, 1, 2), await CountsAsync(first));
        Assert.Equal((0, 3, 1, 2), await CountsAsync(again));
        var rejected = (await Api.ReadAsync(first)).GetProperty("rejected").EnumerateArray().ToList();
        Assert.Equal([3, 5], rejected.Select(r => r.GetProperty("index").GetInt32()));
        Assert.All(rejected, r => Assert.NotEmpty(r.GetProperty("reason").GetString()!));
    }

    [Fact]
    public async Task A_full_queue_asks_to_come_again_and_keeps_nothing()
    {
        var queue = _portal.Get<IngestQueue>();
        using var full = new CancellationTokenSource();
        var taken = new List<Task>();
        // Three have their turn and sixty-four wait.
        var turns = new List<IDisposable>();
        for (var i = 0; i < 3; i++)
        {
            turns.Add(await queue.EnterAsync(Cancelled));
        }
        for (var i = 0; i < 64; i++)
        {
            taken.Add(queue.EnterAsync(full.Token).AsTask());
        }

        using var refused = await SendAsync(CloudTrail.File(CloudTrail.Attach("e1", An.Instant, "worker", "A")));
        await full.CancelAsync();
        await Task.WhenAll(taken.Select(t => t.ContinueWith(_ => { }, Cancelled, TaskContinuationOptions.None, TaskScheduler.Default)));
        turns.ForEach(t => t.Dispose());
        await using var db = await _portal.OpenDatabaseAsync();
        var stored = await db.Set<Change>().CountAsync(Cancelled);
        using var later = await SendAsync(CloudTrail.File(CloudTrail.Attach("e1", An.Instant, "worker", "A")));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter?.Delta);
        Assert.Equal(0, stored);
        Assert.Equal((1, 0, 0, 0), await CountsAsync(later));
    }

    [Theory]
    [InlineData(1_000_001, null, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(0, null, HttpStatusCode.UnprocessableEntity)]
    [InlineData(10, "br", HttpStatusCode.UnsupportedMediaType)]
    public async Task What_is_no_body_of_events_is_refused(int bytes, string? encoding, HttpStatusCode status)
    {
        using var content = new ByteArrayContent(new byte[bytes]);
        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        using var refused = await _client.PostAsync(Api.At($"/sources/{_source}/events"), content, Cancelled);

        Assert.Equal(status, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Gzip_that_unpacks_to_more_than_the_portal_takes_is_refused()
    {
        using var refused = await SendAsync(new byte[4_000_000], "gzip");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
    }

    [Fact]
    public async Task Only_who_may_send_events_of_a_source_that_is_there_is_heard()
    {
        using var reader = await _portal.CreateClientAsync(TokenScope.Read);
        using var stranger = _portal.CreateClient();
        var file = CloudTrail.File(CloudTrail.Attach("e1", An.Instant, "worker", "A"));

        using var forbidden = await reader.PostAsync(Api.At($"/sources/{_source}/events"), new ByteArrayContent(file), Cancelled);
        using var nobody = await stranger.PostAsync(Api.At($"/sources/{_source}/events"), new ByteArrayContent(file), Cancelled);
        using var nowhere = await _client.PostAsync(Api.At($"/sources/{Guid.CreateVersion7()}/events"), new ByteArrayContent(file), Cancelled);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized, HttpStatusCode.NotFound), (forbidden.StatusCode, nobody.StatusCode, nowhere.StatusCode));
        var changes = await _client.GetFromJsonAsync<JsonElement>(Api.At("/changes"), Cancelled);
        Assert.Equal(0, changes.GetProperty("items").GetArrayLength());
    }

    private static string Envelope(string record) => $$"""
        {"version":"0","id":"7bf73129-1428-4cd3-a780-95db273d1602","detail-type":"AWS API Call via CloudTrail","source":"aws.iam","account":"123456789012","time":"2026-06-16T12:00:00Z","region":"us-east-1","resources":[],"detail":{{record}}}
        """;

    private static async Task<(int Accepted, int Duplicates, int Ignored, int Rejected)> CountsAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var said = await Api.ReadAsync(answer);
        return (
            said.GetProperty("accepted").GetInt32(),
            said.GetProperty("duplicates").GetInt32(),
            said.GetProperty("ignored").GetInt32(),
            said.GetProperty("rejected").GetArrayLength());
    }

    private async Task<HttpResponseMessage> SendAsync(byte[] body, string? encoding = null)
    {
        using var content = new ByteArrayContent(encoding is null ? body : Gzip(body));
        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }
        return await _client.PostAsync(Api.At($"/sources/{_source}/events"), content, Cancelled);
    }

    private static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }
        return packed.ToArray();
    }
}
