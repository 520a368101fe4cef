using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Portal.Data.Access;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting.Limits;

/// <summary>How much a program may ask for, and where its token opens anything at all.</summary>
public sealed class TokenLimitTests
{
    private const int Guessers = 2;
    private const int Asked = 100;

    // In milliseconds: below it twice as long is the machine's doing, which has two cores and does the guessing as well.
    private const double MostWait = 100;

    private static readonly Uri Sources = new("/api/v1/sources", UriKind.Relative);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_that_asks_too_often_waits_and_others_do_not()
    {
        await using var portal = await PortalServer.StartAsync(isDemo: false, settings: ["Limits:TokenPerMinute=5"]);
        using var busy = await portal.CreateClientAsync(TokenScope.Read);
        using var other = await portal.CreateClientAsync(TokenScope.Read);

        var answers = await AskAsync(busy, 6);

        Assert.Equal(Enumerable.Repeat(HttpStatusCode.OK, 5).Append(HttpStatusCode.TooManyRequests), answers.Select(a => a.Status));
        Assert.InRange(answers[5].RetryAfter!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        Assert.Contains("Retry-After", JsonElement.Parse(answers[5].Body).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.All(await AskAsync(other, 1), a => Assert.Equal(HttpStatusCode.OK, a.Status));
    }

    [Fact]
    public async Task An_address_has_a_limit_for_all_its_tokens_together_and_another_address_has_its_own()
    {
        await using var portal = await PortalServer.StartAsync(isDemo: false, settings: ["Limits:AddressPerMinute=4", "Portal:Proxies=127.0.0.1"]);
        using var one = await portal.CreateClientAsync(TokenScope.Read);
        using var two = await portal.CreateClientAsync(TokenScope.Read);

        Assert.All(await AskAsync(one, 2, from: "192.0.2.1"), a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.All(await AskAsync(two, 2, from: "192.0.2.1"), a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.All(await AskAsync(two, 1, from: "192.0.2.1"), a => Assert.Equal(HttpStatusCode.TooManyRequests, a.Status));
        Assert.All(await AskAsync(two, 1, from: "192.0.2.2"), a => Assert.Equal(HttpStatusCode.OK, a.Status));
    }

    [Fact]
    public async Task Whoever_guesses_tokens_is_stopped_and_others_do_not_notice()
    {
        await using var portal = await PortalServer.StartAsync(isDemo: false, settings: ["Portal:Proxies=127.0.0.1"]);
        using var honest = await portal.CreateClientAsync(TokenScope.Read);
        var statuses = new List<HttpStatusCode>();

        var began = portal.Get<TimeProvider>().GetTimestamp();
        var guesses = TestScale.Of(100, 10_000);
        for (var i = 0; i < guesses; i++)
        {
            using var guesser = portal.CreateClient();
            guesser.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", $"gov_guess-{i}");
            var answer = Assert.Single(await AskAsync(guesser, 1, from: "192.0.2.66"));
            statuses.Add(answer.Status);
            Assert.Equal(answer.Status == HttpStatusCode.TooManyRequests, answer.RetryAfter is not null);
        }

        // Of several minutes, each lets twenty through.
        Assert.Equal(20, statuses.Take(100).Count(s => s == HttpStatusCode.Unauthorized));
        Assert.Equal(guesses, statuses.Count(s => s is HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests));
        Assert.InRange(statuses.Count(s => s == HttpStatusCode.Unauthorized), 20, 20 * (1 + (int)(portal.Get<TimeProvider>().GetElapsedTime(began).TotalMinutes + 1)));
        Assert.All(await AskAsync(honest, 3, from: "192.0.2.1"), a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.All(await AskAsync(honest, 1, from: "192.0.2.66"), a => Assert.Equal(HttpStatusCode.TooManyRequests, a.Status));
    }

    [Fact]
    public async Task While_somebody_guesses_others_wait_hardly_longer()
    {
        await using var portal = await PortalServer.StartAsync(isDemo: false, settings: ["Portal:Proxies=127.0.0.1"]);
        using var honest = await portal.CreateClientAsync(TokenScope.Read);
        await WaitsAsync(portal, honest);
        var calm = await WaitsAsync(portal, honest);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var guessed = 0;
        var guessing = Task.WhenAll(Enumerable.Range(0, Guessers).Select(async _ =>
        {
            using var guesser = portal.CreateClient();
            while (!ended.IsCancellationRequested)
            {
                guesser.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", $"gov_guess-{Interlocked.Increment(ref guessed)}");
                await AskAsync(guesser, 1, from: "192.0.2.66");
            }
        }));

        var meanwhile = await WaitsAsync(portal, honest);
        await ended.CancelAsync();
        await guessing;

        TestContext.Current.TestOutputHelper?.WriteLine($"{calm:F1} ms alone, {meanwhile:F1} ms while {guessed} tokens were guessed");
        Assert.InRange(guessed, Asked, int.MaxValue);
        Assert.True(meanwhile < Math.Max(2 * calm, MostWait), $"Others waited {meanwhile:F0} ms instead of {calm:F0} ms.");
    }

    [Fact]
    public async Task Where_a_request_comes_from_is_only_taken_from_a_known_proxy()
    {
        await using var portal = await PortalServer.StartAsync(isDemo: false, settings: ["Limits:AddressPerMinute=2"]);
        using var client = await portal.CreateClientAsync(TokenScope.Read);

        await AskAsync(client, 2, from: "192.0.2.1");

        Assert.All(await AskAsync(client, 1, from: "192.0.2.2"), a => Assert.Equal(HttpStatusCode.TooManyRequests, a.Status));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/agents")]
    [InlineData("/settings")]
    [InlineData("/account/sessions")]
    [InlineData("/_blazor/negotiate")]
    public async Task A_token_opens_no_page(string page)
    {
        await using var portal = await PortalServer.StartAsync(isDemo: false);
        using var client = await portal.CreateClientAsync(TokenScope.Admin);

        using var refused = page.EndsWith("negotiate", StringComparison.Ordinal)
            ? await client.PostAsync(new Uri(page, UriKind.Relative), content: null, Cancelled)
            : await client.GetAsync(new Uri(page, UriKind.Relative), Cancelled);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    /// <summary>How long somebody honest waits, in milliseconds: nineteen of twenty times less.</summary>
    private static async Task<double> WaitsAsync(PortalServer portal, HttpClient honest)
    {
        var clock = portal.Get<TimeProvider>();
        var waits = new List<double>();
        for (var i = 0; i < Asked; i++)
        {
            var began = clock.GetTimestamp();
            Assert.All(await AskAsync(honest, 1, from: "192.0.2.1"), a => Assert.Equal(HttpStatusCode.OK, a.Status));
            waits.Add(clock.GetElapsedTime(began).TotalMilliseconds);
        }
        return waits.Order().ElementAt((int)(waits.Count * 0.95));
    }

    private static async Task<IReadOnlyList<(HttpStatusCode Status, TimeSpan? RetryAfter, string Body)>> AskAsync(HttpClient client, int times, string? from = null)
    {
        var answers = new List<(HttpStatusCode, TimeSpan?, string)>();
        for (var i = 0; i < times; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Sources);
            if (from is not null)
            {
                request.Headers.Add("X-Forwarded-For", from);
            }
            using var response = await client.SendAsync(request, Cancelled);
            answers.Add((response.StatusCode, response.Headers.RetryAfter?.Delta, await response.Content.ReadAsStringAsync(Cancelled)));
        }
        return answers;
    }
}
