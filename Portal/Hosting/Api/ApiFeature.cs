using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Json;
using Portal.Audit;
using Portal.Changes;
using Portal.Data.Commands;
using Portal.Data.Storage;
using Portal.Inventory;
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
        });
        services.AddProblemDetails();
        services.AddExceptionHandler<ProblemHandler>();
        services.AddSingleton<IdempotentResponses>();
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
        app.MapScalarApiReference("/api");
    }

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
        api.MapReviews();
        api.MapRemediations();
    }
}
