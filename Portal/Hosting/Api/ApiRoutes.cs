using Portal.Data.Access;
using Portal.Hosting.SignIn;

namespace Portal.Hosting.Api;

/// <summary>What the routes for programs have in common.</summary>
internal static class ApiRoutes
{
    /// <summary>Where the API's routes start.</summary>
    public const string Prefix = "/api/v1";

    private static readonly PathString[] MachinePaths = ["/api", "/scim", "/hubs", "/health", "/metrics", "/openapi", "/mcp", "/_blazor", "/_framework"];

    // What programs are for: pages are for people, who sign in.
    private static readonly PathString[] TokenPaths = ["/api", "/hubs", "/metrics", "/openapi", "/mcp", "/scim"];

    /// <summary>Whether API tokens open what is there; everywhere else a token is nobody.</summary>
    public static bool TakesTokens(PathString path) =>
        Array.Exists(TokenPaths, prefix => path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a program and not a person's browser asks there: errors are then problem details, never pages.</summary>
    public static bool IsMachineRoute(PathString path) =>
        Array.Exists(MachinePaths, prefix => path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>Closes the route, or every route of the group, to callers without <paramref name="right"/>.</summary>
    public static TBuilder RequireRight<TBuilder>(this TBuilder builder, Right right)
        where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(new RequireRightAttribute(right));
}
