using Microsoft.AspNetCore.Routing;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting;

/// <summary>
/// Looking changes nothing: link scanners, prefetchers and people who only look leave no trace. Taking a list away as a file is more than
/// looking, and stands in the record.
/// </summary>
public sealed class SafeMethodTests
{
    // What a session itself keeps: protection keys, and when it was last used.
    private static readonly string[] Bookkeeping = ["DataProtectionKeys", "sessions.LastSeenAt"];

    [Theory, OnEachEngine]
    public async Task Opening_every_page_and_route_changes_nothing(Engine engine)
    {
        await using var portal = await PortalServer.StartAsync(engine);
        using var person = await portal.SignInAsync("administrator");
        using var stranger = portal.CreateClient();
        var addresses = new HashSet<string>(StringComparer.Ordinal);
        foreach (var page in Routes.Pages)
        {
            addresses.Add(await Routes.AddressOfAsync(page, portal));
        }
        addresses.UnionWith(
            from endpoint in portal.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            where endpoint.RoutePattern.Parameters.Count == 0
                && !endpoint.RoutePattern.RawText!.EndsWith("/export", StringComparison.Ordinal)
                && endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") == true
            select "/" + endpoint.RoutePattern.RawText!.TrimStart('/'));
        var before = await FingerprintAsync(portal);

        foreach (var address in addresses)
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Options })
            {
                foreach (var client in new[] { person, stranger })
                {
                    using var request = new HttpRequestMessage(method, new Uri(address, UriKind.Relative));
                    using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                    Assert.True((int)response.StatusCode < 500, $"{method} {address} answered {(int)response.StatusCode}.");
                }
            }
        }

        Assert.Equal(before, await FingerprintAsync(portal));
    }

    private static async Task<IReadOnlyDictionary<string, string>> FingerprintAsync(PortalServer portal)
    {
        await using var db = await portal.OpenDatabaseAsync();
        return await DatabaseFingerprint.OfAsync(db, Bookkeeping);
    }
}
