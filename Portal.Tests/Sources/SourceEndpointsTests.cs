using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Sources;
using Portal.Tests.Support;

namespace Portal.Tests.Sources;

/// <summary>Entering, finding, changing and removing sources over HTTP.</summary>
public sealed class SourceEndpointsTests : IAsyncLifetime
{
    private PortalServer _portal = null!;
    private HttpClient _administrator = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalServer.StartAsync(isDemo: false);
        _administrator = await _portal.CreateClientAsync(TokenScope.Admin);
    }

    public async ValueTask DisposeAsync()
    {
        _administrator.Dispose();
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task A_source_is_entered_found_changed_and_removed()
    {
        using var made = await _administrator.PostAsJsonAsync(
            Api.At("/sources"), new { name = " Production ", platform = "aws", settings = new { account = "111122223333" } }, Cancelled);
        var id = (await Api.ReadAsync(made)).GetProperty("id").GetString();
        using var changed = await _administrator.PatchAsJsonAsync(Api.At($"/sources/{id}"), new { name = "Production EU" }, Cancelled);
        using var found = await _administrator.GetAsync(Api.At($"/sources/{id}"), Cancelled);
        using var removed = await _administrator.DeleteAsync(Api.At($"/sources/{id}"), Cancelled);
        using var gone = await _administrator.GetAsync(Api.At($"/sources/{id}"), Cancelled);

        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Equal($"/api/v1/sources/{id}", made.Headers.Location?.ToString());
        Assert.Equal("Production", (await Api.ReadAsync(made)).GetProperty("name").GetString());
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        var source = await Api.ReadAsync(found);
        Assert.Equal(("Production EU", "aws", "111122223333", 0), (
            source.GetProperty("name").GetString(),
            source.GetProperty("platform").GetString(),
            source.GetProperty("settings").GetProperty("account").GetString(),
            source.GetProperty("snapshots").GetArrayLength()));
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (removed.StatusCode, gone.StatusCode));
        await using var db = await _portal.OpenDatabaseAsync();
        Assert.Equal(
            ["source.create", "source.update", "source.delete"],
            await db.Set<AuditEntry>().Where(e => e.SubjectKind == "source").OrderBy(e => e.Sequence).Select(e => e.Action).ToListAsync(Cancelled));
    }

    [Fact]
    public async Task Sources_are_listed_by_name_page_by_page()
    {
        foreach (var name in new[] { "c", "a", "b" })
        {
            await _administrator.CreateSourceAsync(name);
        }

        var first = await _administrator.GetFromJsonAsync<System.Text.Json.JsonElement>(Api.At("/sources?limit=2"), Cancelled);
        var second = await _administrator.GetFromJsonAsync<System.Text.Json.JsonElement>(Api.At($"/sources?limit=2&after={first.GetProperty("next").GetString()}"), Cancelled);

        Assert.Equal(["a", "b", "c"], first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).Select(s => s.GetProperty("name").GetString()));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, second.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task A_name_is_given_once()
    {
        await _administrator.CreateSourceAsync("Production");
        var other = await _administrator.CreateSourceAsync("Staging");

        using var again = await _administrator.PostAsJsonAsync(Api.At("/sources"), new { name = "Production", platform = "aws" }, Cancelled);
        using var renamed = await _administrator.PatchAsJsonAsync(Api.At($"/sources/{other}"), new { name = "Production" }, Cancelled);

        foreach (var refused in new[] { again, renamed })
        {
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            Assert.Equal("urn:governance:problem:name-taken", (await Api.ReadAsync(refused)).GetProperty("type").GetString());
        }
    }

    [Fact]
    public async Task A_source_with_history_stays()
    {
        var id = await _administrator.CreateSourceAsync("Production");
        await _administrator.ImportAsync(id, Api.Fixture("account.json"));

        using var refused = await _administrator.DeleteAsync(Api.At($"/sources/{id}"), Cancelled);

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("urn:governance:problem:source-has-history", (await Api.ReadAsync(refused)).GetProperty("type").GetString());
        var source = await _administrator.GetFromJsonAsync<System.Text.Json.JsonElement>(Api.At($"/sources/{id}"), Cancelled);
        Assert.Equal((1, 1), (source.GetProperty("snapshots").GetArrayLength(), source.GetProperty("operations").GetArrayLength()));
    }

    [Fact]
    public async Task A_source_of_which_something_is_kept_stays_also_without_a_snapshot()
    {
        var (unread, known, empty) = (await _administrator.CreateSourceAsync("Unread"), await _administrator.CreateSourceAsync("Known"), await _administrator.CreateSourceAsync("Empty"));
        using var body = new StringContent("{\"no\":\"event\"}", System.Text.Encoding.UTF8, "application/json");
        using var sent = await _administrator.PostAsync(Api.At($"/sources/{unread}/events"), body, Cancelled);
        await using (var db = await _portal.OpenDatabaseAsync())
        {
            var source = await db.Set<Source>().SingleAsync(s => s.Name == "Known", Cancelled);
            db.Add(An.Identity(source));
            await db.SaveChangesAsync(Cancelled);
        }

        foreach (var id in new[] { unread, known })
        {
            using var refused = await _administrator.DeleteAsync(Api.At($"/sources/{id}"), Cancelled);
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            Assert.Equal("urn:governance:problem:source-has-history", (await Api.ReadAsync(refused)).GetProperty("type").GetString());
        }
        using var removed = await _administrator.DeleteAsync(Api.At($"/sources/{empty}"), Cancelled);
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
    }

    [Fact]
    public async Task The_platform_of_a_source_cannot_be_changed()
    {
        var id = await _administrator.CreateSourceAsync("Production");

        using var refused = await _administrator.PatchAsJsonAsync(Api.At($"/sources/{id}"), new { platform = "azure" }, Cancelled);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.True((await Api.ReadAsync(refused)).GetProperty("errors").TryGetProperty("platform", out _));
    }

    [Theory]
    [InlineData(TokenScope.Read, false, false)]
    [InlineData(TokenScope.Ingest, true, true)]
    [InlineData(TokenScope.Review, false, false)]
    public async Task Each_scope_opens_what_it_is_for(TokenScope scope, bool mayManage, bool maySend)
    {
        var id = await _administrator.CreateSourceAsync("Production");
        using var client = await _portal.CreateClientAsync(scope);

        using var managed = await client.PostAsJsonAsync(Api.At("/sources"), new { name = "Other", platform = "aws" }, Cancelled);
        using var sent = await client.SendAsync(id, Api.Fixture("account.json"));

        Assert.Equal(mayManage ? HttpStatusCode.Created : HttpStatusCode.Forbidden, managed.StatusCode);
        Assert.Equal(maySend ? HttpStatusCode.Accepted : HttpStatusCode.Forbidden, sent.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/sources/{0}")]
    [InlineData("DELETE", "/sources/{0}")]
    [InlineData("PATCH", "/sources/{0}")]
    [InlineData("POST", "/sources/{0}/snapshots")]
    [InlineData("GET", "/operations/{0}")]
    [InlineData("DELETE", "/operations/{0}")]
    public async Task What_is_not_there_is_not_found(string method, string path)
    {
        using var request = new HttpRequestMessage(new(method), Api.At(string.Format(System.Globalization.CultureInfo.InvariantCulture, path, SourceId.New().Value)));
        request.Content = method is "GET" or "DELETE" ? null : JsonContent.Create(new { name = "x" });

        using var answer = await _administrator.SendAsync(request, Cancelled);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
