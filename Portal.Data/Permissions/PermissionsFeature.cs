using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Inventory;

namespace Portal.Data.Permissions;

/// <summary>Registers what identities can do.</summary>
public static class PermissionsFeature
{
    /// <summary>Adds the feature.</summary>
    public static IServiceCollection AddPermissions(this IServiceCollection services) => services
        .AddSingleton<PermissionQueries>()
        .AddSingleton<AssessRisk>()
        .AddSingleton<ISnapshotFollower, MarkForAssessment>();
}
