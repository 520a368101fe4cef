using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;

namespace Portal.Tests.Support;

/// <summary>Everything that a portal answers to, found in its routing table so that nothing new is forgotten; files that ship with it are left out.</summary>
internal static class EveryRoute
{
    /// <summary>The endpoints with an address.</summary>
    public static IEnumerable<RouteEndpoint> Endpoints(PortalServer portal) => portal.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    /// <summary>Each method and pattern, once.</summary>
    public static IEnumerable<(string Method, string Pattern)> Of(PortalServer portal) => (
        from endpoint in Endpoints(portal)
        where endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null
        let methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods
        from method in methods is { Count: > 0 } ? methods : ["GET"]
        select (method, "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))).Distinct();

    /// <summary>
    /// An address that fits the pattern. Nothing has these ids, so that nothing happens to anything; but each has the form that its route asks for.
    /// </summary>
    public static Uri AddressOf(string pattern) => new(
        string.Join('/', pattern.Split('/').Select(segment => segment switch
        {
            "{documentName}.json" => "v1.json",
            ['{', ..] when segment.Contains(":long", StringComparison.Ordinal) => "987654321",
            ['{', ..] when segment.Contains("[0-9a-f]{{64}}", StringComparison.Ordinal) => new string('0', 64),
            ['{', ..] => "01990000-0000-7000-8000-000000000001",
            _ => segment,
        })),
        UriKind.Relative);
}
