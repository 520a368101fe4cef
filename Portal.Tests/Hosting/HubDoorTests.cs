using System.Net;
using System.Net.WebSockets;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting;

/// <summary>
/// A hub opens to a session, from the portal's own pages, and by no other way in: not by negotiating, not by a socket at once, not by the older
/// transports that need no socket.
/// </summary>
public sealed class HubDoorTests(DemoPortal demo) : IClassFixture<DemoPortal>
{
    private const int Least = 100;
    private const string Session = "governance";
    private static readonly string[] Hubs = ["/hubs/changes", "/_blazor"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private Uri Portal => demo.Server.Address;

    private string Own => Portal.GetLeftPart(UriPartial.Authority);

    [Fact]
    public async Task A_session_from_the_portals_own_page_opens_it()
    {
        var cookie = await SignInAsync();

        foreach (var hub in Hubs)
        {
            // A program sends no origin.
            foreach (var origin in new[] { Own, null })
            {
                Assert.Equal(HttpStatusCode.SwitchingProtocols, await UpgradeAsync(hub, cookie, token: null, origin));
                Assert.Equal(HttpStatusCode.OK, await NegotiateAsync(hub, cookie, token: null, origin));
            }
        }
    }

    [Fact]
    public async Task Nobody_else_opens_it_in_any_way()
    {
        var cookie = await SignInAsync();
        string?[] elsewhere =
        [
            "https://evil.example", "http://evil.example", "null", $"{Own}.evil.example", $"http://evil.example:{Portal.Port}", $"http://{Portal.Host}:{Portal.Port + 1}",
            $"http://{Portal.Host}", $"{Own}@evil.example", $"http://evil.example/{Portal.Authority}", "file://", "chrome-extension://abcdefghijklmnop", "http://[::1]", "http://portal.127.0.0.1.example",
        ];
        (string? Cookie, string? Token)[] strangers =
            [(null, null), ("made-up", null), (cookie[..^8] + "AAAAAAAA", null), (null, "gov_made-up"), (null, ""), ("", null), (null, "null"), ("made-up", "gov_made-up")];
        var tries = from hub in Hubs
                    from who in strangers.SelectMany(s => new[] { (s.Cookie, s.Token, Origin: (string?)Own), (s.Cookie, s.Token, Origin: null) }).Concat(elsewhere.Select(o => ((string?)cookie, (string?)null, Origin: o)))
                    select (hub, who.Item1, who.Item2, who.Origin);
        var (tried, open) = (0, new List<string>());

        foreach (var (hub, session, token, origin) in tries)
        {
            foreach (var (way, ask) in new (string, Func<Task<HttpStatusCode>>)[]
            {
                ("a socket", () => UpgradeAsync(hub, session, token, origin)),
                ("negotiation", () => NegotiateAsync(hub, session, token, origin)),
                ("events", () => EventsAsync(hub, session, token, origin)),
            })
            {
                tried++;
                var answer = await ask();
                if (answer is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden))
                {
                    open.Add($"{hub} by {way} from {origin ?? "nowhere"}, {(session == cookie ? "a session" : "no session")}: {(int)answer}");
                }
            }
        }

        Assert.Empty(open);
        Assert.InRange(tried, Least, int.MaxValue);
    }

    private async Task<HttpStatusCode> UpgradeAsync(string hub, string? cookie, string? token, string? origin)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        foreach (var (name, value) in HeadersOf(cookie, token, origin))
        {
            socket.Options.SetRequestHeader(name, value);
        }
        try
        {
            await socket.ConnectAsync(new UriBuilder(Portal) { Scheme = "ws", Path = hub, Query = token is null ? string.Empty : $"access_token={token}" }.Uri, Cancelled);
        }
        catch (WebSocketException)
        {
            // Refused: the status says how.
        }
        return socket.HttpStatusCode;
    }

    private Task<HttpStatusCode> NegotiateAsync(string hub, string? cookie, string? token, string? origin) =>
        AskAsync(HttpMethod.Post, $"{hub}/negotiate?negotiateVersion=1", cookie, token, origin);

    private Task<HttpStatusCode> EventsAsync(string hub, string? cookie, string? token, string? origin) =>
        AskAsync(HttpMethod.Get, $"{hub}?id=made-up", cookie, token, origin);

    private async Task<HttpStatusCode> AskAsync(HttpMethod method, string address, string? cookie, string? token, string? origin)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Portal };
        using var request = new HttpRequestMessage(method, new Uri(address, UriKind.Relative));
        request.Headers.Accept.Add(new("text/event-stream"));
        foreach (var (name, value) in HeadersOf(cookie, token, origin))
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
        return answer.StatusCode;
    }

    private static IEnumerable<(string Name, string Value)> HeadersOf(string? cookie, string? token, string? origin)
    {
        if (cookie is not null)
        {
            yield return ("Cookie", $"{Session}={cookie}");
        }
        if (token is not null)
        {
            yield return ("Authorization", $"Bearer {token}");
        }
        if (origin is not null)
        {
            yield return ("Origin", origin);
        }
    }

    /// <summary>The cookie of somebody who may open both.</summary>
    private async Task<string> SignInAsync()
    {
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Portal };
        using var form = new FormUrlEncodedContent([new("persona", "engineer")]);
        using var answer = await browser.PostAsync(new Uri("/account/demo", UriKind.Relative), form, Cancelled);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith(Session + "=", StringComparison.Ordinal));
        return cookie.Split(';')[0][(Session.Length + 1)..];
    }
}
