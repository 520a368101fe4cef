using System.Text.Json;
using Portal.Data.Access;
using Portal.Data.Platforms;
using Portal.Hosting.Api;

namespace Portal.Permissions;

/// <summary>Self-contained permission questions over HTTP: cases that bring their own policies in, decisions out.</summary>
internal static class SimulationEndpoints
{
    /// <summary>Maps <c>/simulate/{platform}</c>.</summary>
    public static void MapSimulation(this RouteGroupBuilder api) => api
        .MapPost("/simulate/{platform}", SimulateAsync)
        .RequireRight(Right.ReadInventory)
        .WithTags("Permissions")
        .WithSummary("Answer an array of self-contained cases");

    private static async Task SimulateAsync(string platform, HttpContext context, IEnumerable<IPlatform> platforms, CancellationToken cancellationToken)
    {
        var known = platforms.FirstOrDefault(p => p.Platform.ToString().Equals(platform, StringComparison.OrdinalIgnoreCase));
        if (known is null)
        {
            await Problems.WriteAsync(context, StatusCodes.Status404NotFound, "unknown-platform", "This platform is not connected to the portal. Known are: "
                + string.Join(", ", platforms.Select(p => p.Platform.ToString().ToLowerInvariant())) + ".");
            return;
        }
        context.Response.ContentType = "application/json";
        try
        {
            await known.Simulator.SimulateArrayAsync(context.Request.Body, context.Response.Body, cancellationToken);
        }
        catch (JsonException exception) when (!context.Response.HasStarted)
        {
            await Problems.WriteAsync(context, StatusCodes.Status400BadRequest, "bad-request", $"The body must be a JSON array of cases. {exception.Message}");
        }
    }
}
