using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Portal.Data.Access;
using Portal.Hosting.Api;

namespace Portal.Hosting;

/// <summary>Metrics for Prometheus at <c>/metrics</c>, and traces to an OpenTelemetry collector when one is named.</summary>
internal static class TelemetryFeature
{
    /// <summary>Adds the instruments. <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names a collector.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var exports = configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 };
        services.AddOpenTelemetry()
            .WithMetrics(metrics =>
            {
                metrics.AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation()
                    .AddMeter("Portal", "Microsoft.AspNetCore.Components.Server.Circuits").AddPrometheusExporter();
                if (exports)
                {
                    metrics.AddOtlpExporter();
                }
            })
            .WithTracing(traces =>
            {
                traces.AddAspNetCoreInstrumentation().AddHttpClientInstrumentation();
                if (exports)
                {
                    traces.AddOtlpExporter();
                }
            });
        return services;
    }

    /// <summary>Maps <c>/metrics</c>, for callers who may read sources.</summary>
    public static void MapTelemetry(this WebApplication app) =>
        app.MapPrometheusScrapingEndpoint("/metrics").RequireRight(Right.ReadSources);
}
