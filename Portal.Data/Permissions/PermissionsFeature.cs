using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Commands;
using Portal.Data.Inventory;
using Portal.Data.Permissions.Certificates;
using Portal.Data.Permissions.Escalation;
using Portal.Data.Permissions.LeastPrivilege;
using Portal.Data.Permissions.Organizations;
using Portal.Data.Permissions.Reading;
using Portal.Data.Permissions.WhatIf;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Permissions;

/// <summary>Registers what identities can do.</summary>
public static class PermissionsFeature
{
    /// <summary>Adds the feature.</summary>
    public static IServiceCollection AddPermissions(this IServiceCollection services) => services
        .AddSingleton<OrganizationCache>()
        .AddSingleton<PermissionQueries>()
        .AddSingleton<LeastPrivilegeQueries>()
        .AddSingleton<PolicyReadings>()
        .AddSingleton<ReadPolicies>()
        .AddSingleton<PolicySimulationQueries>()
        .AddSingleton<OutsideQueries>()
        .AddSingleton<WhatIfQueries>()
        .AddSingleton<WhoCanQueries>()
        .AddSingleton<AssessRisk>()
        .AddSingleton<EscalationAtlas>()
        .AddSingleton(services => new EscalationQueries(
            services.GetRequiredService<IDbContextFactory<GovernanceDb>>(), services.GetRequiredService<EscalationAtlas>(), services.GetServices<IPlatform>()))
        .AddSingleton(services => new AssessEscalations(
            services.GetRequiredService<IDbContextFactory<GovernanceDb>>(), services.GetRequiredService<CommandRunner>(), services.GetRequiredService<EscalationAtlas>()))
        .AddSingleton<AssessStandings>()
        .AddSingleton<ISnapshotFollower, MarkStandings>()
        .AddSingleton<ISnapshotFollower, MarkForAssessment>();
}
