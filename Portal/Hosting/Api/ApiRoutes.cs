using Portal.Data.Access;
using Portal.Hosting.SignIn;

namespace Portal.Hosting.Api;

/// <summary>What the routes for programs have in common.</summary>
internal static class ApiRoutes
{
    /// <summary>Where the API's routes start.</summary>
    public const string Prefix = "/api/v1";

    private static readonly PathString[] MachinePaths = ["/api", "/hubs", "/health", "/metrics", "/openapi", "/mcp", "/_blazor", "/_framework"];

    /// <summary>Whether a program and not a person's browser asks there: errors are then problem details, never pages.</summary>
    public static bool IsMachineRoute(PathString path) =>
        Array.Exists(MachinePaths, prefix => path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>Closes the route, or every route of the group, to callers without <paramref name="right"/>.</summary>
    public static TBuilder RequireRight<TBuilder>(this TBuilder builder, Right right)
        where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(new RequireRightAttribute(right));
}
