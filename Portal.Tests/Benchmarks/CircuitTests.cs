using System.Net;
using Portal.Data.Access;
using Portal.Tests.Support;

namespace Portal.Tests.Benchmarks;

/// <summary>What the benchmarks open is a real page: it renders, and shows what changes.</summary>
public sealed class CircuitTests
{
    [Fact]
    public async Task An_open_page_shows_what_changes()
    {
        await using var portal = await PortalServer.StartAsync();
        var cookies = await SignInAsync(portal);
        await using var circuit = await Circuit.OpenAsync(portal.Address, "/audit", cookies);
        var name = $"token-{Guid.CreateVersion7():N}";

        var seen = circuit.SeesAsync(name);
        await portal.Get<Data.People.CreateApiToken>().RunAsync(name, TokenScope.Read, agentId: null, expiresAt: null, Caller.System("tests"), CancellationToken.None);

        await seen.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Empty(portal.Errors);
    }

    private static async Task<CookieContainer> SignInAsync(PortalServer portal)
    {
        var cookies = new CookieContainer();
        using var client = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = portal.Address };
        using var form = new FormUrlEncodedContent([new("persona", "auditor")]);
        using var response = await client.PostAsync(new Uri("/account/demo", UriKind.Relative), form);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return cookies;
    }
}
