using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Inventory;
using Portal.Data.Permissions.Organizations;
using Portal.Data.Permissions.WhatIf;

namespace Portal.Data.Permissions;

/// <summary>Registers what identities can do.</summary>
public static class PermissionsFeature
{
    /// <summary>Adds the feature.</summary>
    public static IServiceCollection AddPermissions(this IServiceCollection services) => services
        .AddSingleton<OrganizationCache>()
        .AddSingleton<PermissionQueries>()
        .AddSingleton<OutsideQueries>()
        .AddSingleton<WhatIfQueries>()
        .AddSingleton<WhoCanQueries>()
        .AddSingleton<AssessRisk>()
        .AddSingleton<ISnapshotFollower, MarkForAssessment>();
}
