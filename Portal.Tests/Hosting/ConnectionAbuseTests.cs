using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Portal.Tests.Benchmarks;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting;

/// <summary>
/// Somebody who is signed in abuses the connection of open pages: with frames far too large, a flood of small ones, pages left open, pages that
/// never read. The portal lives on, its memory stays under a cap, and others are answered. A quick run takes a part of what
/// <c>GOVERNANCE_TESTS=full</c> does.
/// </summary>
public sealed class ConnectionAbuseTests : IAsyncLifetime
{
    private const long Megabyte = 1 << 20;

    // What the process may take on top of what it has at rest; the built portal starts at about 250 MB.
    private static readonly long MostGrowth = TestScale.Of(300, 700) * Megabyte;

    // People open their pages one after the other; hundreds within a second are another kind of trouble, which their number per person bounds.
    private const int OpenedAtOnce = 4;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(3);

    // Times that something changes: more than the portal keeps for a page that does not answer.
    private const int Rounds = 15;

    // In milliseconds. The machine has two cores, and one of them makes the trouble.
    private const double MostWait = 1_000;

    private static readonly byte[] Handshake = Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e");

    private readonly string _directory = Directory.CreateTempSubdirectory("governance-tests-abuse-").FullName;
    private PortalProcess _portal = null!;
    private CookieContainer _cookies = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalProcess.ServeAsync(_directory, "SignIn:MaxPages=700");
        _cookies = await _portal.SignInAsync("auditor");
        await OthersAsync(TimeSpan.FromSeconds(1));
    }

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task The_portal_lives_through_it_within_its_memory_and_answers_others()
    {
        var rest = _portal.ResidentBytes;
        var waits = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["large frames"] = await WhileAsync(() => SendLargeAsync(TestScale.Of(8, 64) * Megabyte)),
            ["many messages"] = await WhileAsync(() => FloodAsync(TestScale.Of(10_000, 100_000))),
            ["pages that never read"] = await WhileAsync(() => NeverReadAsync(TestScale.Of(8, 100))),
            ["idle pages"] = await WhileAsync(() => IdleAsync(TestScale.Of(24, 500))),
        };

        Assert.All(waits, w => Assert.True(w.Value < MostWait, $"Others waited {w.Value:F0} ms during {w.Key}."));
        Assert.True(_portal.ResidentBytes - rest < MostGrowth, $"The portal grew by {(_portal.ResidentBytes - rest) / Megabyte} MB.");
    }

    /// <summary>One message that pretends to be longer than any may be: it is cut off, not gathered.</summary>
    private async Task SendLargeAsync(long bytes)
    {
        using var socket = await ConnectAsync();
        var part = new byte[256 * 1024];
        // The length before a message, as MessagePack over SignalR writes it: far more than the portal takes.
        new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0x07 }.CopyTo(part, 0);
        long sent = 0;
        try
        {
            for (; sent < bytes; sent += part.Length)
            {
                await socket.SendAsync(part, WebSocketMessageType.Binary, endOfMessage: false, Token);
            }
        }
        catch (WebSocketException)
        {
            // The portal hung up.
        }
        Assert.True(sent < bytes, $"The portal took all of {bytes} bytes.");
    }

    /// <summary>Messages that each are allowed, as fast as they go: a ping is the shortest one.</summary>
    private async Task FloodAsync(int messages)
    {
        using var socket = await ConnectAsync();
        byte[] ping = [0x02, 0x91, 0x06];
        var many = Enumerable.Repeat(ping, 100).SelectMany(p => p).ToArray();
        try
        {
            for (var sent = 0; sent < messages; sent += 100)
            {
                await socket.SendAsync(many, WebSocketMessageType.Binary, endOfMessage: true, Token);
            }
        }
        catch (WebSocketException)
        {
            // Hung up, which is an answer as well.
        }
    }

    /// <summary>Pages that follow what changes, and never say that they got it, while much changes.</summary>
    private async Task NeverReadAsync(int pages)
    {
        var open = await Task.WhenAll(Enumerable.Range(0, pages).Select(_ => Circuit.OpenAsync(_portal.Address, "/changes", _cookies, acknowledges: false)));
        using var engineer = new HttpClient(new SocketsHttpHandler { CookieContainer = await _portal.SignInAsync("engineer") }) { BaseAddress = _portal.Address };
        engineer.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        var sources = await engineer.GetFromJsonAsync<JsonElement>(new Uri("/api/v1/sources", UriKind.Relative), Token);
        var source = sources.GetProperty("items")[0].GetProperty("id").GetString();
        for (var i = 0; i < Rounds; i++)
        {
            using var events = new ByteArrayContent(CloudTrailEvents.File(20, "111122223333", "unread-{0}", $"unread-{i}", TimeProvider.System.GetUtcNow()));
            using var taken = await engineer.PostAsync(new Uri($"/api/v1/sources/{source}/events", UriKind.Relative), events, Token);
            Assert.True(taken.IsSuccessStatusCode, await taken.Content.ReadAsStringAsync(Token));
            await Task.Delay(100, Token);
        }
        foreach (var circuit in open)
        {
            await circuit.DisposeAsync();
        }
    }

    private async Task IdleAsync(int pages)
    {
        var open = new ConcurrentBag<Circuit>();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, pages),
            new ParallelOptions { MaxDegreeOfParallelism = OpenedAtOnce, CancellationToken = Token },
            async (_, _) => open.Add(await Circuit.OpenAsync(_portal.Address, "/changes", _cookies)));
        await OthersAsync(Idle);
        foreach (var circuit in open)
        {
            await circuit.DisposeAsync();
        }
    }

    private async Task<ClientWebSocket> ConnectAsync()
    {
        var socket = new ClientWebSocket();
        socket.Options.Cookies = _cookies;
        await socket.ConnectAsync(new UriBuilder(_portal.Address) { Scheme = "ws", Path = "/_blazor" }.Uri, Token);
        await socket.SendAsync(Handshake, WebSocketMessageType.Text, endOfMessage: true, Token);
        return socket;
    }

    /// <summary>How long others wait while it goes on, in milliseconds: nineteen of twenty wait less.</summary>
    private async Task<double> WhileAsync(Func<Task> abuse)
    {
        using var ended = new CancellationTokenSource();
        var others = OthersUntilAsync(ended.Token);
        await abuse();
        await ended.CancelAsync();
        return await others;
    }

    private async Task OthersAsync(TimeSpan time)
    {
        using var ended = new CancellationTokenSource(time);
        await OthersUntilAsync(ended.Token);
    }

    private async Task<double> OthersUntilAsync(CancellationToken ended)
    {
        using var client = new HttpClient(new SocketsHttpHandler { CookieContainer = _cookies }) { BaseAddress = _portal.Address };
        var waits = new List<double>();
        do
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = await client.GetAsync(new Uri("/api/v1/agents?limit=10", UriKind.Relative), Token);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            waits.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            await Task.Delay(10, Token);
        }
        while (!ended.IsCancellationRequested);
        return waits.Order().ElementAt((int)(waits.Count * 0.95));
    }
}
