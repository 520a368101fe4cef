using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws.Policies;
using Portal.Data.Sources;
using Portal.Tests.Platforms.Aws;
using Portal.Tests.Support;
using PolicyDocument = Portal.Data.Inventory.PolicyDocument;

namespace Portal.Tests.Permissions;

/// <summary>What identities can do, could do and should do, as programs ask for it.</summary>
public sealed class PermissionEndpointsTests : IAsyncLifetime
{
    private const string Wide = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:*","sqs:*"],"Resource":"*"}]}""";
    private const string Narrow = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::logs/*"}]}""";
    private const string Open = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::open/*"}]}""";

    private static readonly string[] Chosen = ["s3:GetObject", "iam:CreateUser"];

    private readonly Source _source = A.Source();
    private PortalServer _portal = null!;
    private HttpClient _client = null!;
    private Identity _identity = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalServer.StartAsync(isDemo: false);
        _client = await _portal.CreateClientAsync(TokenScope.Read);
        _identity = An.Identity(_source);
        var before = An.Entitlement(_identity, "storage", new GrantDocument("storage", PolicyNormalizer.Hash(Narrow)));
        before.ObservedUntil = An.Instant.AddDays(5);
        var now = new Entitlement
        {
            IdentityId = _identity.Id,
            Kind = before.Kind,
            Key = before.Key,
            Name = before.Name,
            Documents = [new GrantDocument("storage", PolicyNormalizer.Hash(Wide))],
            ObservedFrom = An.Instant.AddDays(5),
        };
        await using var db = await _portal.OpenDatabaseAsync();
        db.AddRange(_source, _identity, Document(Wide), Document(Narrow), Document(Open), before, now);
        db.Add(new ResourcePolicy { SourceId = _source.Id, Resource = "arn:aws:s3:::open", Container = _identity.Container, DocumentHash = PolicyNormalizer.Hash(Open), ObservedFrom = An.Instant });
        await db.SaveChangesAsync(Now);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task Permissions_come_with_totals_limits_and_sentences()
    {
        using var permissions = JsonDocument.Parse(await _client.GetStringAsync(new Uri($"/api/v1/identities/{_identity.Id.Value}/permissions", UriKind.Relative), Now));

        var root = permissions.RootElement;
        Assert.Equal(2, root.GetProperty("totals").GetProperty("services").GetInt32());
        Assert.Equal(["s3", "sqs"], root.GetProperty("byService").EnumerateArray().Select(service => service.GetProperty("service").GetString()));
        Assert.NotEmpty(root.GetProperty("summary").EnumerateArray());
        var step = root.GetProperty("items")[0].GetProperty("path").EnumerateArray().Last();
        Assert.Equal("/Statement/0", step.GetProperty("place").GetProperty("path").GetString());
        using var document = await _client.GetAsync(new Uri($"/api/v1/permissions/documents/{step.GetProperty("place").GetProperty("hash").GetString()}", UriKind.Relative), Now);
        Assert.Equal(HttpStatusCode.OK, document.StatusCode);
    }

    [Fact]
    public async Task A_difference_tells_what_was_gained_between_two_times()
    {
        using var difference = JsonDocument.Parse(await _client.GetStringAsync(
            new Uri($"/api/v1/permissions/diff?identityId={_identity.Id.Value}&from={Uri.EscapeDataString(An.Instant.AddDays(1).ToString("O"))}", UriKind.Relative), Now));

        Assert.Empty(difference.RootElement.GetProperty("lost").EnumerateArray());
        Assert.Contains("sqs", difference.RootElement.GetProperty("gained").EnumerateArray().Select(permission => permission.GetProperty("service").GetString()));
    }

    [Theory]
    [InlineData("/api/v1/permissions/diff")]
    [InlineData("/api/v1/permissions/diff?identityId=nonsense")]
    [InlineData("/api/v1/permissions/diff?identityId=0198f9c7-0000-7000-8000-000000000000")]
    [InlineData("/api/v1/permissions/outside?kind=nobody")]
    public async Task What_cannot_be_asked_is_refused(string address)
    {
        using var refused = await _client.GetAsync(new Uri(address, UriKind.Relative), Now);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
    }

    [Fact]
    public async Task A_change_is_weighed_for_all_that_hold_the_policy_and_nothing_is_stored()
    {
        const string policy = "arn:aws:iam::123456789012:policy/storage";
        using var weighed = await PostAsync("/api/v1/permissions/what-if", new { changes = new[] { new { kind = "editPolicy", policy, document = JsonDocument.Parse(Narrow).RootElement } } });
        using var result = JsonDocument.Parse(await weighed.Content.ReadAsStringAsync(Now));

        Assert.Equal(HttpStatusCode.OK, weighed.StatusCode);
        var row = Assert.Single(result.RootElement.GetProperty("identities").EnumerateArray());
        Assert.Equal(_identity.Name, row.GetProperty("name").GetString());
        Assert.Empty(row.GetProperty("difference").GetProperty("gained").EnumerateArray());
        Assert.NotEmpty(row.GetProperty("difference").GetProperty("lost").EnumerateArray());
        using var still = JsonDocument.Parse(await _client.GetStringAsync(new Uri($"/api/v1/identities/{_identity.Id.Value}/permissions", UriKind.Relative), Now));
        Assert.Equal(2, still.RootElement.GetProperty("totals").GetProperty("services").GetInt32());
    }

    [Fact]
    public async Task Attaching_and_detaching_bounding_and_limiting_are_weighed_for_one()
    {
        Assert.Equal((1, 0), await WeighAsync(new { kind = "attachPolicy", policy = "arn:aws:iam::aws:policy/AdministratorAccess" }));
        Assert.Equal((0, 1), await WeighAsync(new { kind = "detachPolicy", policy = "arn:aws:iam::123456789012:policy/storage" }));
        Assert.Equal((0, 1), await WeighAsync(new { kind = "setBoundary", policy = "readers", document = JsonDocument.Parse(Narrow).RootElement }));
        Assert.Equal((0, 1), await WeighAsync(new { kind = "setLimit", policy = "deny", limit = "serviceControlPolicy", target = "r-1", document = JsonDocument.Parse(TestHolding.Document(TestHolding.Deny("*"))).RootElement }));
        Assert.Equal((0, 0), await WeighAsync(new { kind = "removeBoundary" }));
    }

    [Fact]
    public async Task A_document_that_the_platform_would_not_attach_is_refused_with_its_place()
    {
        using var refused = await PostAsync("/api/v1/permissions/what-if", new { identityId = _identity.Id.Value, changes = new[] { new { kind = "attachPolicy", document = JsonDocument.Parse("""{"Statement":{"Effect":"Permit"}}""").RootElement } } });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("Statement[0].Effect", await refused.Content.ReadAsStringAsync(Now), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_for_chosen_actions_is_made_and_confirmed()
    {
        using var made = await PostAsync("/api/v1/permissions/least-privilege", new { identityId = _identity.Id.Value, actions = Chosen });
        using var draft = JsonDocument.Parse(await made.Content.ReadAsStringAsync(Now));

        Assert.True(draft.RootElement.GetProperty("isExact").GetBoolean());
        Assert.Equal("iam:CreateUser", Assert.Single(draft.RootElement.GetProperty("notAllowedNow").EnumerateArray()).GetString());
        Assert.Contains("s3:GetObject", draft.RootElement.GetProperty("documents")[0].GetProperty("json").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_is_made_from_what_was_used()
    {
        await using (var db = await _portal.OpenDatabaseAsync())
        {
            var now = TimeProvider.System.GetUtcNow();
            db.AddRange(
                new ServiceUse { IdentityId = _identity.Id, Service = "s3", Action = "", LastUsedAt = null, ReportedAt = now },
                new ServiceUse { IdentityId = _identity.Id, Service = "sqs", Action = "SendMessage", LastUsedAt = now, ReportedAt = now });
            await db.SaveChangesAsync(Now);
        }

        using var use = JsonDocument.Parse(await _client.GetStringAsync(new Uri($"/api/v1/identities/{_identity.Id.Value}/use", UriKind.Relative), Now));
        using var made = await PostAsync("/api/v1/permissions/least-privilege", new { identityId = _identity.Id.Value, from = "used", days = 30 });
        using var draft = JsonDocument.Parse(await made.Content.ReadAsStringAsync(Now));

        Assert.Equal("unused", use.RootElement.GetProperty("actions").EnumerateArray().Single(a => a.GetProperty("action").GetString() == "s3:GetObject").GetProperty("use").GetString());
        Assert.True(draft.RootElement.GetProperty("isExact").GetBoolean());
        Assert.Equal(
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}]}""",
            draft.RootElement.GetProperty("documents")[0].GetProperty("json").GetString());
        Assert.NotEmpty(draft.RootElement.GetProperty("difference").GetProperty("lost").EnumerateArray());
    }

    [Theory]
    [InlineData("""{"actions":["s3:GetObject"],"from":"used"}""", "from")]
    [InlineData("""{"actions":["s3:GetObject"],"days":30}""", "days")]
    [InlineData("""{"from":"used","days":401}""", "days")]
    [InlineData("""{"from":"used"}""", "from")]
    [InlineData("""{"from":"nothing"}""", "from")]
    [InlineData("""{}""", "actions")]
    public async Task What_to_keep_must_be_said_once_and_be_something(string body, string field)
    {
        var asked = JsonNode.Parse(body)!.AsObject();
        asked["identityId"] = _identity.Id.Value;

        using var refused = await PostAsync("/api/v1/permissions/least-privilege", asked);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        using var problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync(Now));
        Assert.True(problem.RootElement.GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task A_public_bucket_is_told()
    {
        using var outside = JsonDocument.Parse(await _client.GetStringAsync(new Uri("/api/v1/permissions/outside?kind=public", UriKind.Relative), Now));

        var row = Assert.Single(outside.RootElement.GetProperty("items").EnumerateArray());
        Assert.Equal("arn:aws:s3:::open", row.GetProperty("resource").GetString());
        Assert.Equal("read", row.GetProperty("grant").GetProperty("access").GetString());
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private static PolicyDocument Document(string text) => new() { Hash = PolicyNormalizer.Hash(text), Platform = Platform.Aws, Text = text };

    private async Task<(int Gained, int Lost)> WeighAsync(object change)
    {
        using var weighed = await PostAsync("/api/v1/permissions/what-if", new { identityId = _identity.Id.Value, changes = new[] { change } });
        Assert.Equal(HttpStatusCode.OK, weighed.StatusCode);
        using var result = JsonDocument.Parse(await weighed.Content.ReadAsStringAsync(Now));
        var rows = result.RootElement.GetProperty("identities").EnumerateArray().Select(row => row.GetProperty("difference")).ToList();
        return (rows.Count(d => d.GetProperty("gained").GetArrayLength() > 0), rows.Count(d => d.GetProperty("lost").GetArrayLength() > 0));
    }

    private Task<HttpResponseMessage> PostAsync(string address, object body) => _client.PostAsJsonAsync(new Uri(address, UriKind.Relative), body, Now);
}
