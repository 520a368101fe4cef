using System.Net;
using System.Text.Json;
using Portal.Data.Access;
using Portal.Tests.Support;

namespace Portal.Tests.Permissions;

/// <summary>Who can do something, as programs ask it of the demo organization.</summary>
public sealed class WhoCanEndpointTests : IAsyncLifetime
{
    private PortalServer _portal = null!;
    private HttpClient _client = null!;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalServer.StartAsync();
        _client = await _portal.CreateClientAsync(TokenScope.Read);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task Pages_end_and_hold_as_many_as_they_say()
    {
        var (names, total) = (new List<string>(), 0);
        string? after = null;
        do
        {
            using var page = JsonDocument.Parse(await _client.GetStringAsync(
                new Uri($"/api/v1/permissions/who-can?action=s3:GetObject&resource=*&limit=3{(after is null ? string.Empty : $"&after={after}")}", UriKind.Relative), Now));
            total = page.RootElement.GetProperty("total").GetInt32();
            foreach (var item in page.RootElement.GetProperty("items").EnumerateArray())
            {
                names.Add(item.GetProperty("nativeId").GetString()!);
                Assert.True(item.GetProperty("decision").GetString() is "allowed" or "conditional");
                Assert.NotEmpty(item.GetProperty("path").EnumerateArray());
            }
            after = page.RootElement.GetProperty("next").GetString();
        }
        while (after is not null);

        Assert.NotEmpty(names);
        Assert.Equal(total, names.Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("", "action")]
    [InlineData("?action=GetObject", "action")]
    [InlineData("?action=s3:GetObject&depth=99", "depth")]
    [InlineData("?action=s3:GetObject&at=yesterday", "at")]
    [InlineData("?action=s3:GetObject&limit=0", "limit")]
    public async Task A_question_that_makes_no_sense_names_its_field(string query, string field)
    {
        using var refused = await _client.GetAsync(new Uri($"/api/v1/permissions/who-can{query}", UriKind.Relative), Now);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        using var problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync(Now));
        Assert.True(problem.RootElement.GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task Strangers_and_tokens_for_other_things_are_refused()
    {
        using var stranger = _portal.CreateClient();
        using var ingest = await _portal.CreateClientAsync(TokenScope.Ingest);
        var question = new Uri("/api/v1/permissions/who-can?action=s3:GetObject", UriKind.Relative);

        using var unknown = await stranger.GetAsync(question, Now);
        using var other = await ingest.GetAsync(question, Now);

        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
    }
}
