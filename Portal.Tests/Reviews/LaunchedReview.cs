using System.Net.Http.Json;
using System.Text.Json;
using Portal.Data.Access;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews;

/// <summary>A portal with the demo organization and a campaign over all its agents, launched by a request that lies about its host.</summary>
public sealed class LaunchedReview : IAsyncLifetime
{
    /// <summary>The campaign's name, which nobody but its reviewers may learn.</summary>
    public const string Name = "Review of everything that acts";

    private PortalServer? _server;

    /// <summary>The portal.</summary>
    public PortalServer Server => _server ?? throw new InvalidOperationException("Not started.");

    /// <summary>The campaign's page for reviewers.</summary>
    public string Sheet { get; private set; } = string.Empty;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _server = await PortalServer.StartAsync(settings: "Portal:BaseUrl=http://governance.example.com");
        using var program = await _server.CreateClientAsync(TokenScope.Review);
        program.DefaultRequestHeaders.Host = "evil.example";
        program.DefaultRequestHeaders.Add("X-Forwarded-Host", "evil.example");
        using var created = await program.PostAsJsonAsync(new Uri("/api/v1/campaigns", UriKind.Relative), new { name = Name, dueAt = TimeProvider.System.GetUtcNow().AddDays(14) });
        var body = await created.Content.ReadFromJsonAsync<JsonElement>();
        var id = body.GetProperty("row").GetProperty("id").GetString()!;
        using var launched = await program.PostAsync(new Uri($"/api/v1/campaigns/{id}/launch", UriKind.Relative), content: null);
        Assert.True(launched.IsSuccessStatusCode, await launched.Content.ReadAsStringAsync());
        Sheet = $"/reviews/{id}";
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
