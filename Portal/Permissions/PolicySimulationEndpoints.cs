using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Portal.Data.Access;
using Portal.Data.Permissions;
using Portal.Data.Platforms;
using Portal.Hosting.Api;

namespace Portal.Permissions;

/// <summary>Calls of a platform's own policy simulator over HTTP, in its own words, so that its answer and the portal's can be compared.</summary>
internal static class PolicySimulationEndpoints
{
    private const int MostBytes = 16 * 1024 * 1024;

    /// <summary>Maps <c>/simulate/{platform}/custom</c> and <c>/simulate/{platform}/principal</c>.</summary>
    public static void MapPolicySimulation(this RouteGroupBuilder api)
    {
        var simulate = api.MapGroup("/simulate/{platform}").RequireRight(Right.ReadInventory).WithTags("Permissions")
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes));
        simulate.MapPost("/custom", Custom)
            .WithSummary("Answer a call of AWS's SimulateCustomPolicy")
            .WithDescription("The body is the call as `aws iam simulate-custom-policy --cli-input-json` takes it: PolicyInputList, ActionNames, ResourceArns, ContextEntries… "
                + "Policies may be objects instead of text. The answer has the members of AWS's answer; NotModelled, if there, tells what is unknown here.")
            .Produces<JsonElement>();
        simulate.MapPost("/principal", PrincipalAsync)
            .WithSummary("Answer a call of AWS's SimulatePrincipalPolicy about an identity of the inventory")
            .WithDescription("The body is the call as `aws iam simulate-principal-policy --cli-input-json` takes it: PolicySourceArn, ActionNames, ResourceArns… "
                + "What the principal holds, its groups, boundary and service control policies come from the inventory.")
            .Produces<JsonElement>();
    }

    private static IResult Custom(string platform, [FromBody] JsonElement body, HttpContext context, PolicySimulationQueries simulations) =>
        Answer(platform, PlatformOf(platform) is { } known ? simulations.Custom(known, body, context.GetCaller()) : null);

    private static async Task<IResult> PrincipalAsync(
        string platform, [FromBody] JsonElement body, HttpContext context, PolicySimulationQueries simulations, CancellationToken cancellationToken) =>
        Answer(platform, PlatformOf(platform) is { } known ? await simulations.PrincipalAsync(known, body, context.GetCaller(), cancellationToken) : null);

    private static Platform? PlatformOf(string text) =>
        Enum.GetValues<Platform>().Cast<Platform?>().FirstOrDefault(platform => platform.ToString()!.Equals(text, StringComparison.OrdinalIgnoreCase));

    private static IResult Answer(string platform, PolicySimulation? simulation) => simulation switch
    {
        null => Problems.Of(StatusCodes.Status404NotFound, "unknown-platform", $"There is no policy simulator of a platform called {platform}. AWS has one: /simulate/aws/custom and /simulate/aws/principal."),
        { Answer: { } answer } => TypedResults.Ok(answer),
        _ => Problems.Invalid(simulation.Errors),
    };
}
