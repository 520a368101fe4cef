using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Json;
using NetEscapades.AspNetCore.SecurityHeaders;
using Portal.Audit;
using Portal.Changes;
using Portal.Changes.Delegates;
using Portal.Data.Commands;
using Portal.Data.Storage;
using Portal.Incidents;
using Portal.Inventory;
using Portal.Notices;
using Portal.People;
using Portal.Permissions;
using Portal.Reviews;
using Portal.Sources;
using Scalar.AspNetCore;

namespace Portal.Hosting.Api;

/// <summary>Registers and maps the HTTP API.</summary>
internal static class ApiFeature
{
    /// <summary>Adds what the API needs: JSON conventions, problem details, the OpenAPI document.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services, PortalSettings settings)
    {
        services.Configure<JsonOptions>(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
            json.SerializerOptions.Converters.Add(new IdentifierJsonConverter());
            json.SerializerOptions.Converters.Add(new WholeTextConverter());
            json.SerializerOptions.Converters.Add(new WholeElementConverter());
        });
        services.AddSingleton<IProblemDetailsWriter, ProblemWriter>();
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = context =>
            context.ProblemDetails.Detail ??= context.ProblemDetails is HttpValidationProblemDetails ? null : WrongRequest.Say(context.ProblemDetails.Status ?? context.HttpContext.Response.StatusCode));
        // Also outside Development, so that whoever sends a wrong request is told what is wrong with it.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddExceptionHandler<ProblemHandler>().AddExceptionHandler<PageExceptionHandler>();
        services.AddSingleton<IdempotentResponses>();
        services.AddSingleton<ListExport>();
        services.AddSingleton(new IdempotencyLimits(settings.MaxIngestBytes));
        services.AddOpenApi("v1");
        return services;
    }

    /// <summary>Maps the features' routes under <c>/api/v1</c>, and their description.</summary>
    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup(ApiRoutes.Prefix);
        MapFeatures(api);
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapReference();
    }

    /// <summary>The description to read, at <c>/api</c>. Its page has an inline script, and reaches for nothing outside.</summary>
    private static void MapReference(this WebApplication app) => app
        .MapScalarApiReference("/api", (options, context) => options
            .WithNonce(context.GetNonce())
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()
            .DisableMcp()
            .HideClientButton())
        .WithSecurityHeadersPolicy(SecurityHeaders.NoncePolicy);

    /// <summary>Every feature's routes, one line each.</summary>
    private static void MapFeatures(RouteGroupBuilder api)
    {
        api.MapSources();
        api.MapInventory();
        api.MapPermissions();
        api.MapEscalations();
        api.MapSimulation();
        api.MapPolicySimulation();
        api.MapAudit();
        api.MapChanges();
        api.MapNotices();
        api.MapDelegates();
        api.MapReviews();
        api.MapMicroReviews();
        api.MapAbsences();
        api.MapRemediations();
        api.MapIncidents();
        api.MapSessions();
    }
}
