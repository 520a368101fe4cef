using System.Net;
using Portal.Data.Access;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting;

/// <summary>The portal as a whole, on each engine.</summary>
public sealed class ServingTests
{
    [Theory, OnEachEngine]
    public async Task A_started_portal_is_ready(Engine engine)
    {
        await using var portal = await PortalServer.StartAsync(engine);
        using var client = portal.CreateClient();

        using var ready = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.Empty(portal.Errors);
    }

    [Fact]
    public async Task A_portal_that_has_ended_is_let_go_of()
    {
        var ended = await EndOneAsync();

        for (var i = 0; i < 50 && ended.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        Assert.False(ended.IsAlive);
    }

    private static async Task<WeakReference> EndOneAsync()
    {
        await using var portal = await PortalServer.StartAsync();
        using var program = await portal.CreateClientAsync(TokenScope.Read);
        using var person = await portal.SignInAsync("engineer");
        foreach (var client in new[] { program, person })
        {
            using var answer = await client.GetAsync(new Uri("/identities", UriKind.Relative));
        }
        return new(portal.Services);
    }
}
