using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Portal.Tests.Support;
using Portal.Tests.Support.Provider;

namespace Portal.Tests.Hosting;

/// <summary>
/// Every route is opened by nobody and by an administrator, with and without TLS in front; whatever comes back carries the headers that keep a
/// browser from being turned against its person, and cookies that only this portal gets.
/// </summary>
/// <param name="walks">What everything answered.</param>
/// <param name="demo">A portal to try writes on, none of which may succeed.</param>
public sealed partial class SecurityHeadersTests(SecurityHeadersTests.Walks walks, DemoPortal demo) : IClassFixture<SecurityHeadersTests.Walks>, IClassFixture<DemoPortal>
{
    // Code that ships with the portal and is the same for everybody.
    private static readonly string[] Public = ["/api/scalar.js", "/api/scalar.aspnetcore.js", "/api/favicon.svg", "/favicon.svg"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_answer_carries_them(bool isTls)
    {
        var answers = await walks.OfAsync(isTls);

        // The demo is entered under the machine's own name, for which no browser insists on TLS.
        var wrong = answers.Where(a => a.Address != "/account/demo").SelectMany(a => Problems(a, isTls).Select(p => $"{a.Who} at {a.Address} ({a.Status}): {p}")).ToList();

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(40)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_cookie_stays_with_this_portal(bool isTls)
    {
        var answers = await walks.OfAsync(isTls);

        var cookies = answers.SelectMany(a => a.Headers.GetValueOrDefault("Set-Cookie", [])).Distinct(StringComparer.Ordinal).ToList();

        string[] kinds = ["governance", "governance-form", ".AspNetCore.Correlation.", ".AspNetCore.OpenIdConnect.Nonce."];
        Assert.All(kinds, kind => Assert.Contains(cookies, c => c.StartsWith(isTls ? "__Host-" + kind : kind, StringComparison.Ordinal)));
        Assert.All(cookies, cookie =>
        {
            var flags = cookie.Split("; ")[1..].Select(f => f.ToLowerInvariant()).ToList();
            Assert.Contains("httponly", flags);
            Assert.Contains(flags, f => f is "samesite=lax" or "samesite=strict");
            Assert.DoesNotContain(flags, f => f.StartsWith("domain=", StringComparison.Ordinal));
            if (isTls)
            {
                Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
                Assert.Contains("secure", flags);
                Assert.Contains("path=/", flags);
            }
        });
    }

    [Fact]
    public async Task Nobody_is_led_to_the_host_that_a_request_claims()
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = demo.Server.Address };
        var elsewhere = new List<string>();

        foreach (var address in EveryRoute.Of(demo.Server).Where(r => HttpMethods.IsGet(r.Method)).Select(r => EveryRoute.AddressOf(r.Pattern)))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Host = "evil.example";
            request.Headers.Add("X-Forwarded-Host", "evil.example");
            request.Headers.Add("X-Forwarded-Proto", "https");
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            if (response.Headers.Location?.OriginalString.Contains("evil", StringComparison.Ordinal) == true)
            {
                elsewhere.Add($"{address} leads to {response.Headers.Location}");
            }
        }

        Assert.Empty(elsewhere);
    }

    [Fact]
    public async Task The_description_of_the_API_runs_by_a_nonce_of_its_own_each_time()
    {
        var portal = demo.Server;
        using var person = await portal.SignInAsync("engineer");

        var first = await person.GetStringAsync(new Uri("/api/", UriKind.Relative));
        var second = await person.GetStringAsync(new Uri("/api/", UriKind.Relative));

        Assert.NotEqual(Nonce().Match(first).Value, Nonce().Match(second).Value);
        Assert.True(Nonce().Match(first).Value.Length > 24, first);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused_on_every_page()
    {
        var portal = demo.Server;
        using var person = await portal.SignInAsync("administrator");
        var taken = new List<string>();

        foreach (var (_, pattern) in EveryRoute.Of(portal).Where(r => r.Method == "POST" && IsPage(r.Pattern)))
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, EveryRoute.AddressOf(pattern))
            {
                Content = new FormUrlEncodedContent([new("_handler", "decide"), new("name", "x")]),
            };
            request.Headers.Add("Sec-Fetch-Site", "same-origin");
            using var answer = await person.SendAsync(request);
            if (answer.StatusCode != HttpStatusCode.BadRequest)
            {
                taken.Add($"{pattern} answered {(int)answer.StatusCode}");
            }
        }

        Assert.Empty(taken);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    public async Task Another_site_writes_nowhere_with_a_persons_cookie(string type)
    {
        var portal = demo.Server;
        using var person = await portal.SignInAsync("administrator");
        (string Name, string Value)[][] elsewhere = [[("Sec-Fetch-Site", "cross-site")], [("Sec-Fetch-Site", "same-site")], [("Origin", "https://evil.example")], [("Origin", "null")]];
        var before = await FingerprintAsync(portal);
        var (taken, tried) = (new List<string>(), 0);

        foreach (var (method, pattern) in EveryRoute.Of(portal).Where(r => !HttpMethods.IsGet(r.Method) && !HttpMethods.IsHead(r.Method) && r.Pattern != "/account/demo"))
        {
            foreach (var headers in elsewhere)
            {
                tried++;
                using var request = new HttpRequestMessage(new HttpMethod(method), EveryRoute.AddressOf(pattern)) { Content = new StringContent("{\"name\":\"x\"}") };
                request.Content.Headers.ContentType = new(type);
                Array.ForEach(headers, h => request.Headers.Add(h.Name, h.Value));
                using var answer = await person.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                if (answer.StatusCode is not (HttpStatusCode.BadRequest or HttpStatusCode.Forbidden))
                {
                    taken.Add($"{method} {pattern} from {headers[0]} answered {(int)answer.StatusCode}");
                }
            }
        }

        Assert.Empty(taken);
        Assert.InRange(tried, 100, int.MaxValue);
        Assert.Equal(before, await FingerprintAsync(portal));
    }

    [Theory]
    [InlineData("/hubs/changes")]
    [InlineData("/_blazor")]
    public async Task Another_site_connects_to_no_hub_with_a_persons_cookie(string hub)
    {
        var portal = demo.Server;
        using var person = await portal.SignInAsync("engineer");
        async Task<HttpStatusCode> NegotiateAsync(string? origin)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{hub}/negotiate?negotiateVersion=1", UriKind.Relative));
            if (origin is not null)
            {
                request.Headers.Add("Origin", origin);
            }
            using var answer = await person.SendAsync(request);
            return answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.Forbidden, await NegotiateAsync("https://evil.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await NegotiateAsync("null"));
        Assert.Equal(HttpStatusCode.OK, await NegotiateAsync(portal.Address.GetLeftPart(UriPartial.Authority)));
        Assert.Equal(HttpStatusCode.OK, await NegotiateAsync(origin: null));
    }

    [Fact]
    public async Task Another_site_signs_nobody_in_to_the_demo()
    {
        var portal = demo.Server;
        using var stranger = portal.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/account/demo", UriKind.Relative)) { Content = new FormUrlEncodedContent([new("persona", "owner")]) };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var answer = await stranger.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    private static bool IsPage(string pattern) =>
        !pattern.StartsWith("/api/", StringComparison.Ordinal) && !pattern.StartsWith("/hubs/", StringComparison.Ordinal) && !pattern.StartsWith("/_blazor", StringComparison.Ordinal)
        // By contract open to programs on the machine itself; and signing out, which asks where the request comes from.
        && pattern is not ("/account/demo" or "/account/logout");

    private static IEnumerable<string> Problems(Answer answer, bool isTls)
    {
        string Header(string name) => string.Join(", ", answer.Headers.GetValueOrDefault(name, []));
        var policy = Header("Content-Security-Policy").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(d => d.Split(' ', 2)).ToDictionary(d => d[0], d => d.ElementAtOrDefault(1) ?? string.Empty, StringComparer.Ordinal);
        (string Directive, string Expected)[] directives = [("default-src", "'self'"), ("frame-ancestors", "'none'"), ("object-src", "'none'"), ("base-uri", "'self'"), ("connect-src", "'self'")];
        foreach (var (directive, expected) in directives)
        {
            if (policy.GetValueOrDefault(directive) != expected)
            {
                yield return $"{directive} is '{policy.GetValueOrDefault(directive)}'";
            }
        }
        var scripts = policy.GetValueOrDefault("script-src", string.Empty).Split(' ');
        if (scripts is not (["'self'"] or ["'self'", ['\'', 'n', 'o', 'n', 'c', 'e', '-', ..]]))
        {
            yield return $"script-src is '{string.Join(' ', scripts)}'";
        }
        (string Name, string Expected)[] headers =
        [
            ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"), ("Referrer-Policy", "strict-origin-when-cross-origin"), ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"), ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
            ("Strict-Transport-Security", isTls ? "max-age=31536000; includeSubDomains" : string.Empty), ("Server", string.Empty), ("X-Powered-By", string.Empty),
        ];
        foreach (var (name, expected) in headers)
        {
            if (Header(name) != expected)
            {
                yield return $"{name} is '{Header(name)}'";
            }
        }
        if (!Public.Contains(answer.Address) && !Header("Cache-Control").Contains("no-store", StringComparison.Ordinal))
        {
            yield return $"Cache-Control is '{Header("Cache-Control")}'";
        }
        foreach (Match script in InlineScript().Matches(answer.Html))
        {
            if (!scripts.Contains($"'nonce-{WebUtility.HtmlDecode(Nonce().Match(script.Value).Groups["value"].Value)}'"))
            {
                yield return $"an inline script runs by no nonce: {script.Value}";
            }
        }
        if (Handler().Match(answer.Html) is { Success: true } handler)
        {
            yield return $"an attribute holds code: {handler.Value}";
        }
    }

    private static async Task<IReadOnlyDictionary<string, string>> FingerprintAsync(PortalServer portal)
    {
        await using var db = await portal.OpenDatabaseAsync();
        return await DatabaseFingerprint.OfAsync(db, ["DataProtectionKeys", "sessions.LastSeenAt"]);
    }

    [GeneratedRegex(@"<script(?![^>]*\ssrc=)[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex InlineScript();

    [GeneratedRegex("nonce=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Nonce();

    [GeneratedRegex("""<[^>]*\s(?:on[a-z]+="|(?:href|src|action)="javascript:)[^>]*>""", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Handler();

    /// <summary>What came back.</summary>
    /// <param name="Who">Who asked.</param>
    /// <param name="Address">For what.</param>
    /// <param name="Status">The status.</param>
    /// <param name="Headers">All headers.</param>
    /// <param name="Html">The body of a page; empty for what is none.</param>
    public sealed record Answer(string Who, string Address, int Status, IReadOnlyDictionary<string, string[]> Headers, string Html);

    /// <summary>Everything opened by nobody and by an administrator, once for all tests: as installed behind a proxy that ends TLS, and on a developer's machine.</summary>
    public sealed class Walks
    {
        private const string Host = "governance.example.com";
        private readonly Lazy<Task<IReadOnlyList<Answer>>> _plain = new(() => WalkAsync(isTls: false));
        private readonly Lazy<Task<IReadOnlyList<Answer>>> _tls = new(() => WalkAsync(isTls: true));

        /// <summary>The answers.</summary>
        public Task<IReadOnlyList<Answer>> OfAsync(bool isTls) => (isTls ? _tls : _plain).Value;

        private static async Task<IReadOnlyList<Answer>> WalkAsync(bool isTls)
        {
            await using var provider = await LocalProvider.StartAsync(certificate: null);
            var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
            string[] installed = isTls ? ["environment=Production", $"Portal:BaseUrl=https://{Host}"] : [];
            await using var portal = await PortalServer.StartAsync(settings: [.. provider.SettingsFor(address), .. installed]);
            // Cookies go by hand: a client would not send those for TLS without it.
            using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = portal.Address };
            using var form = new FormUrlEncodedContent([new("persona", "administrator")]);
            using var signedIn = await client.PostAsync(new Uri("/account/demo", UriKind.Relative), form);
            List<Answer> answers = [await ReadAsync("the administrator-to-be", "/account/demo", signedIn)];
            var session = string.Join("; ", answers[0].Headers["Set-Cookie"].Select(c => c.Split(';')[0]));

            foreach (var to in await AddressesAsync(portal))
            {
                foreach (var (who, cookie) in new[] { ("nobody", null), ("an administrator", session) })
                {
                    using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(to, UriKind.Relative));
                    request.Headers.Host = isTls ? Host : null;
                    if (cookie is not null)
                    {
                        request.Headers.Add("Cookie", cookie);
                    }
                    using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                    answers.Add(await ReadAsync(who, to, response));
                }
            }
            return answers;
        }

        private static async Task<IEnumerable<string>> AddressesAsync(PortalServer portal)
        {
            var addresses = EveryRoute.Of(portal).Where(r => HttpMethods.IsGet(r.Method)).Select(r => EveryRoute.AddressOf(r.Pattern).ToString()).ToHashSet(StringComparer.Ordinal);
            foreach (var page in Routes.Pages)
            {
                addresses.Add(await Routes.AddressOfAsync(page, portal));
            }
            addresses.UnionWith(["/account/sign-in/oidc", "/nothing-here", "/nothing.here", "/api/v1/nothing-here", "/favicon.svg"]);
            return addresses;
        }

        private static async Task<Answer> ReadAsync(string who, string address, HttpResponseMessage response) => new(
            who,
            address,
            (int)response.StatusCode,
            response.Headers.ToDictionary(h => h.Key, h => h.Value.ToArray(), StringComparer.OrdinalIgnoreCase),
            response.Content.Headers.ContentType?.MediaType == "text/html" ? await response.Content.ReadAsStringAsync() : string.Empty);
    }
}
