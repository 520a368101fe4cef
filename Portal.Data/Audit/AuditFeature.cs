using Microsoft.Extensions.DependencyInjection;

namespace Portal.Data.Audit;

/// <summary>Registers the record.</summary>
public static class AuditFeature
{
    /// <summary>Adds the feature.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services) => services.AddSingleton<AuditQueries>();
}
