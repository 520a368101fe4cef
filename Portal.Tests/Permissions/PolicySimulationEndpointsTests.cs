using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws.Policies;
using Portal.Data.Sources;
using Portal.Tests.Platforms.Aws;
using Portal.Tests.Support;
using PolicyDocument = Portal.Data.Inventory.PolicyDocument;

namespace Portal.Tests.Permissions;

/// <summary>Calls of AWS's own simulator over HTTP: alone, and about an identity of the inventory.</summary>
public sealed class PolicySimulationEndpointsTests : IAsyncLifetime
{
    private static readonly string Wide = TestHolding.Document(TestHolding.Allow("s3:* sqs:*"));
    private static readonly string Narrow = TestHolding.Document(TestHolding.Allow("s3:*"));
    private static readonly string[] Actions = ["s3:ListAllMyBuckets", "sqs:ListQueues"];

    private readonly Source _source = A.Source();
    private PortalServer _portal = null!;
    private HttpClient _client = null!;
    private Identity _identity = null!;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalServer.StartAsync(isDemo: false);
        _client = await _portal.CreateClientAsync(TokenScope.Read);
        _identity = An.Identity(_source);
        await using var db = await _portal.OpenDatabaseAsync();
        db.AddRange(
            _source,
            _identity,
            An.Entitlement(_identity, "storage", new GrantDocument("storage", PolicyNormalizer.Hash(Wide))),
            new Limit { SourceId = _source.Id, Kind = LimitKind.Boundary, Target = _identity.NativeId, Key = "boundary", Name = "boundary", DocumentHash = PolicyNormalizer.Hash(Narrow), ObservedFrom = An.Instant });
        db.AddRange(new[] { Wide, Narrow }.Select(text => new PolicyDocument { Hash = PolicyNormalizer.Hash(text), Platform = Platform.Aws, Text = text }));
        await db.SaveChangesAsync(Now);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task A_call_that_brings_its_policies_is_answered_in_the_words_of_AWS()
    {
        using var response = await PostAsync("/api/v1/simulate/aws/custom", new { PolicyInputList = new[] { Narrow }, ActionNames = Actions });
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Now));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["allowed", "implicitDeny"], Decisions(answer));
        Assert.False(answer.RootElement.GetProperty("IsTruncated").GetBoolean());
    }

    [Fact]
    public async Task A_call_about_an_identity_uses_what_the_inventory_holds_of_it()
    {
        using var response = await PostAsync("/api/v1/simulate/aws/principal", new { PolicySourceArn = _identity.NativeId, ActionNames = Actions });
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Now));

        Assert.Equal(["allowed", "implicitDeny"], Decisions(answer));
        Assert.Equal("storage", answer.RootElement.GetProperty("EvaluationResults")[0].GetProperty("MatchedStatements")[0].GetProperty("SourcePolicyId").GetString());
        Assert.False(answer.RootElement.GetProperty("EvaluationResults")[1].GetProperty("PermissionsBoundaryDecisionDetail").GetProperty("AllowedByPermissionsBoundary").GetBoolean());
    }

    [Theory]
    [InlineData("/api/v1/simulate/aws/principal", """{"PolicySourceArn":"arn:aws:iam::123456789012:role/nobody","ActionNames":["s3:GetObject"]}""", "PolicySourceArn")]
    [InlineData("/api/v1/simulate/aws/custom", """{"PolicyInputList":[{"Statement":[]}],"ActionNames":["s3:*"]}""", "ActionNames[0]")]
    [InlineData("/api/v1/simulate/aws/custom", """[]""", "body")]
    public async Task A_call_that_makes_no_sense_names_its_member(string address, string body, string member)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var refused = await _client.PostAsync(new Uri(address, UriKind.Relative), content, Now);
        using var problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync(Now));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.True(problem.RootElement.GetProperty("errors").TryGetProperty(member, out _));
    }

    [Theory]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.BadRequest)]
    public async Task What_is_no_JSON_is_a_problem(string body, HttpStatusCode status)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var refused = await _client.PostAsync(new Uri("/api/v1/simulate/aws/custom", UriKind.Relative), content, Now);

        Assert.Equal(status, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_body_past_the_limit_is_refused()
    {
        using var content = new StringContent($$"""{"Marker":"{{new string('x', 17 * 1024 * 1024)}}"}""", Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/simulate/aws/custom", UriKind.Relative)) { Content = content };
        request.Headers.ExpectContinue = true;
        using var refused = await _client.SendAsync(request, Now);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
    }

    [Fact]
    public async Task Strangers_tokens_for_other_things_and_other_platforms_get_nothing()
    {
        using var stranger = _portal.CreateClient();
        using var ingest = await _portal.CreateClientAsync(TokenScope.Ingest);
        using var unknown = await PostAsync("/api/v1/simulate/mainframe/custom", new { });
        foreach (var address in new[] { "/api/v1/simulate/aws/custom", "/api/v1/simulate/aws/principal" })
        {
            using var unauthorized = await stranger.PostAsJsonAsync(new Uri(address, UriKind.Relative), new { }, Now);
            using var forbidden = await ingest.PostAsJsonAsync(new Uri(address, UriKind.Relative), new { }, Now);

            Assert.Equal(HttpStatusCode.Unauthorized, unauthorized.StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private static IEnumerable<string?> Decisions(JsonDocument answer) =>
        answer.RootElement.GetProperty("EvaluationResults").EnumerateArray().Select(result => result.GetProperty("EvalDecision").GetString());

    private Task<HttpResponseMessage> PostAsync(string address, object body) =>
        _client.PostAsync(new Uri(address, UriKind.Relative), new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"), Now);
}
