using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Tests.Support;

namespace Portal.Tests.Inventory;

/// <summary>Agents and identities as programs see them.</summary>
public sealed class InventoryEndpointsTests : IAsyncLifetime
{
    private PortalServer _portal = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalServer.StartAsync(isDemo: false);
        _client = await _portal.CreateClientAsync(TokenScope.Admin);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task An_agent_is_made_changed_and_read_again()
    {
        using var made = await PostAsync("/api/v1/agents", new { name = "Kiro", environment = "production", autonomy = "actsAlone" });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);

        using var changed = await _client.PatchAsJsonAsync(made.Headers.Location, new { purpose = "fixes what breaks", status = "retired" }, Now);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);

        using var read = JsonDocument.Parse(await _client.GetStringAsync(made.Headers.Location, Now));
        var agent = read.RootElement.GetProperty("agent");
        Assert.Equal("fixes what breaks", agent.GetProperty("purpose").GetString());
        Assert.Equal("retired", agent.GetProperty("status").GetString());
        Assert.Equal("actsAlone", agent.GetProperty("autonomy").GetString());
    }

    [Theory]
    [InlineData("""{"name":""}""", "name")]
    [InlineData("""{"name":"x","owner":"nobody@example.com"}""", "owner")]
    [InlineData("""{"name":"x","owner":17}""", "owner")]
    [InlineData("""{"name":"x","status":"quarantined"}""", "status")]
    public async Task Input_that_makes_no_sense_names_its_field(string body, string field)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var refused = await _client.PostAsync(new Uri("/api/v1/agents", UriKind.Relative), content, Now);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        using var problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync(Now));
        Assert.True(problem.RootElement.GetProperty("errors").TryGetProperty(field, out _));
    }

    [Theory]
    [InlineData("/api/v1/agents?limit=0")]
    [InlineData("/api/v1/agents?risk=101")]
    [InlineData("/api/v1/agents?status=asleep")]
    [InlineData("/api/v1/agents?after=nonsense")]
    [InlineData("/api/v1/identities?platform=mainframe")]
    public async Task A_list_that_cannot_be_asked_for_is_refused(string address)
    {
        using var refused = await _client.GetAsync(new Uri(address, UriKind.Relative), Now);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
    }

    [Fact]
    public async Task An_identity_is_assigned_to_exactly_one_choice()
    {
        var source = A.Source();
        var identity = An.Identity(source);
        await using (var db = await _portal.OpenDatabaseAsync())
        {
            db.AddRange(source, identity);
            await db.SaveChangesAsync(Now);
        }
        var address = $"/api/v1/identities/{identity.Id.Value}/assign";

        using var unclear = await PostAsync(address, new { dismiss = true, newAgent = new { name = "Kiro" } });
        using var nothing = await PostAsync(address, new { });
        using var assigned = await PostAsync(address, new { newAgent = new { name = "Kiro" } });
        using var unknown = await PostAsync($"/api/v1/identities/{Guid.CreateVersion7()}/assign", new { dismiss = true });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, unclear.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nothing.StatusCode);
        Assert.Equal(HttpStatusCode.OK, assigned.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        await using var after = await _portal.OpenDatabaseAsync();
        Assert.NotNull((await after.Set<Identity>().SingleAsync(Now)).AgentId);
    }

    [Fact]
    public async Task An_export_holds_no_formula()
    {
        using var made = await PostAsync("/api/v1/agents", new { name = "=HYPERLINK(\"http://evil.example\")", purpose = "+1+1" });

        var csv = await _client.GetStringAsync(new Uri("/api/v1/agents/export?format=csv", UriKind.Relative), Now);
        var lines = await _client.GetStringAsync(new Uri("/api/v1/agents/export?format=ndjson", UriKind.Relative), Now);

        Assert.DoesNotContain(",=", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("\"=", csv, StringComparison.Ordinal);
        Assert.DoesNotContain(",+1", csv, StringComparison.Ordinal);
        Assert.Contains("=HYPERLINK", lines, StringComparison.Ordinal);
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private Task<HttpResponseMessage> PostAsync(string address, object body) =>
        _client.PostAsJsonAsync(new Uri(address, UriKind.Relative), body, Now);
}
