using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.StaticAssets;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting;

/// <summary>Every route is closed to strangers, apart from those that this list opens on purpose.</summary>
public sealed class ClosedRoutesTests
{
    // Open on purpose: they say nothing about the organization, or are the way in.
    private static readonly string[] Open =
    [
        "/health/live", "/health/ready", "/account/login", "/account/demo", "/account/sign-in/", "/account/refused", "/account/signed-out", "/not-found", "/error",
        "/_framework/", "/_content/", "/api/scalar", "/api/favicon.svg",
    ];

    [Fact]
    public async Task A_stranger_gets_in_nowhere()
    {
        await using var portal = await PortalServer.StartAsync();
        using var stranger = portal.CreateClient();
        var open = new List<string>();

        foreach (var (method, path) in RoutesOf(portal))
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
            if (HttpMethods.IsPost(method) || HttpMethods.IsPut(method) || HttpMethods.IsPatch(method))
            {
                request.Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
            }
            using var response = await stranger.SendAsync(request);
            if (!IsClosed(response) && !Array.Exists(Open, o => path.StartsWith(o, StringComparison.Ordinal)))
            {
                open.Add($"{method} {path} answered {(int)response.StatusCode}");
            }
        }

        Assert.Empty(open);
    }

    [Fact]
    public async Task The_list_of_open_routes_names_nothing_that_is_gone()
    {
        await using var portal = await PortalServer.StartAsync();
        string[] alwaysThere = ["/health/live", "/health/ready", "/account/login", "/account/demo"];

        var paths = RoutesOf(portal).Select(r => r.Path).ToHashSet(StringComparer.Ordinal);

        Assert.Subset(paths, alwaysThere.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Hubs_do_not_negotiate_with_strangers()
    {
        await using var portal = await PortalServer.StartAsync();
        using var stranger = portal.CreateClient();
        foreach (var hub in Enumerable.Repeat<string[]>(["/hubs/changes", "/_blazor"], 25).SelectMany(hubs => hubs))
        {
            using var negotiation = await stranger.PostAsync(new Uri(hub + "/negotiate?negotiateVersion=1", UriKind.Relative), content: null);
            using var connection = await stranger.GetAsync(new Uri(hub, UriKind.Relative));

            Assert.Equal(HttpStatusCode.Unauthorized, negotiation.StatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, connection.StatusCode);
        }
    }

    private static bool IsClosed(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.Unauthorized
        || (response.StatusCode == HttpStatusCode.Redirect && response.Headers.Location is { } to
            && to.ToString().Contains("/account/login", StringComparison.Ordinal));

    private static IEnumerable<(string Method, string Path)> RoutesOf(PortalServer portal) => (
        from endpoint in portal.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null
        let methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods
        from method in methods is { Count: > 0 } ? methods : ["GET"]
        select (method, PathOf(endpoint.RoutePattern))).Distinct();

    private static string PathOf(RoutePattern pattern) => "/" + string.Join(
        '/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart => "01990000-0000-7000-8000-000000000001",
            _ => throw new InvalidOperationException($"Unknown part in {pattern.RawText}."),
        }))));
}
