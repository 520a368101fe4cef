using System.Net;
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
}
