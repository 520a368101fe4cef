using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Platforms.Aws;
using Portal.Data.Platforms.Aws.Escalation;
using Portal.Data.Platforms.Aws.Events;
using Portal.Data.Platforms.Aws.Organizations;
using Portal.Data.Platforms.Aws.Revocations;
using Portal.Data.Platforms.Aws.Simulation;
using Portal.Data.Platforms.Aws.Simulation.Calls;
using Portal.Data.Platforms.Aws.Snapshots;

namespace Portal.Data.Platforms;

/// <summary>Registers the platforms, one line each. They need no database.</summary>
public static class PlatformsFeature
{
    /// <summary>Adds them.</summary>
    public static IServiceCollection AddPlatforms(this IServiceCollection services) => services.AddSingleton<IPlatform>(Aws());

    private static AwsPlatform Aws()
    {
        var permissions = new AwsPermissionEngine();
        return new AwsPlatform(
            new AwsSnapshotReader(),
            permissions,
            new AwsOrganizationEngine(permissions),
            new CloudTrailReader(),
            new AwsRevocationPlanner(),
            new AwsSimulator(),
            new AwsPolicySimulator(permissions.Compiled),
            new AwsEscalationFinder());
    }
}
