using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using Portal.Data.Access;
using Portal.Data.Sources;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting.Api;

/// <summary>
/// Every operation of the API gets many requests that make no sense, from someone who may do everything. None breaks the portal, none is told
/// how the portal is made, and each is told what to do.
/// </summary>
public sealed partial class MalformedRequestTests
{
    private const int AtOnce = 8;

    // Each takes a millisecond or two. MALFORMED_REQUESTS=100000 is for an evening.
    private static readonly int SqliteRequests = int.TryParse(Environment.GetEnvironmentVariable("MALFORMED_REQUESTS"), CultureInfo.InvariantCulture, out var most) ? most : 1_000;
    private static readonly int PostgresRequests = SqliteRequests / 4;

    // As people run it, where the framework says less of its own accord; and nobody has to wait here.
    private static readonly string[] Installed =
    [
        "environment=Production", "Oidc:Authority=https://id.example.com", "Oidc:ClientId=portal", "Oidc:ClientSecret=a secret", "Limits:TokenPerMinute=100000000", "Limits:AddressPerMinute=100000000",
    ];

    [Theory, OnEachEngine]
    public async Task None_breaks_the_portal_and_each_is_told_what_to_do(Engine engine)
    {
        await using var portal = await PortalServer.StartAsync(engine, isDemo: false, settings: Installed);
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = portal.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await portal.CreateTokenAsync(TokenScope.Admin));
        var document = await client.GetFromJsonAsync<JsonElement>(new Uri("/openapi/v1.json", UriKind.Relative));
        var requests = new MalformedRequests(document, await ArrangeAsync(portal));
        var broken = new List<string>();

        foreach (var (method, path, operation) in requests.Operations)
        {
            try
            {
                await requests.To(method, path, operation).SampleAsync(
                    request => CheckAsync(client, request), iter: engine == Engine.Sqlite ? SqliteRequests : PostgresRequests, threads: AtOnce, print: r => r.ToString());
            }
            catch (CsCheckException exception)
            {
                broken.Add($"{method} {path}: {exception.Message} {exception.InnerException?.Message}");
            }
        }

        Assert.True(broken.Count == 0, string.Join("\n\n", broken));
        using var ready = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        ready.EnsureSuccessStatusCode();
        Assert.Empty(portal.Errors);
    }

    private static async Task CheckAsync(HttpClient client, MalformedRequest malformed)
    {
        using var request = new HttpRequestMessage(
            new HttpMethod(malformed.Method), new Uri(client.BaseAddress!.GetLeftPart(UriPartial.Authority) + malformed.Target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (malformed.Body is { } body)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", malformed.ContentType);
        }
        foreach (var (name, value) in malformed.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }
        using var response = await client.SendAsync(request);
        var status = (int)response.StatusCode;
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status < 500, $"{status}: {text}");
        if (status < 400)
        {
            return;
        }
        Assert.True(response.Content.Headers.ContentType?.MediaType == "application/problem+json", $"{status} as {response.Content.Headers.ContentType}: {text}");
        Assert.True(!Insides().IsMatch(text) && !text.Contains(Repository.Root, StringComparison.Ordinal), $"{status} says how the portal is made: {text}");
        var problem = JsonSerializer.Deserialize<JsonElement>(text);
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("type").GetString()!);
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.True(
            (problem.TryGetProperty("detail", out var detail) && detail.GetString()!.Length > 0) || (problem.TryGetProperty("errors", out var errors) && errors.EnumerateObject().Any()),
            $"{status} does not say what to do: {text}");
    }

    /// <summary>A small organization, so that reading all of it costs little.</summary>
    private static async Task<IReadOnlyList<string>> ArrangeAsync(PortalServer portal)
    {
        var (source, agent, owner) = (A.Source(), An.Agent(), A.Person());
        var (identity, campaign) = (An.Identity(source, agent: agent.Id), A.Campaign(owner: owner.Id));
        var entitlement = An.Entitlement(identity);
        var item = A.ReviewItem(campaign, owner.Id, agent: agent.Id, entitlement: entitlement);
        await using var db = await portal.OpenDatabaseAsync();
        var snapshot = new Snapshot { SourceId = source.Id, TakenAt = An.Instant, ImportedAt = An.Instant, IsComplete = true, Counts = new(0, 1, 1, 0, 0, 0, 0, 0) };
        db.AddRange(source, snapshot, agent, owner, campaign, identity, entitlement, item);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return [.. new[] { source.Id.Value, agent.Id.Value, owner.Id.Value, campaign.Id.Value, identity.Id.Value, item.Id.Value }.Select(id => id.ToString())];
    }

    [GeneratedRegex(@"   at |Exception|System\.|Microsoft\.|Portal\.|Npgsql|SQLite|SELECT |INSERT |\.cs\b|/root/|/home/|Body body", RegexOptions.None, 1000)]
    private static partial Regex Insides();
}
