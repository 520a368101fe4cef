using Portal.Data.Access;
using Portal.Data.Audit.Checkpoints;
using Portal.Data.People.Records;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Remediations;
using Portal.Data.Storage;
using Portal.Demo;
using Portal.Hosting.SignIn;
using Portal.Hosting.SignIn.KeyRing;

namespace Portal.Hosting.CommandLine;

/// <summary>Runs the portal until it is asked to stop.</summary>
internal static class ServeVerb
{
    /// <summary>Brings the database up to date, then serves.</summary>
    /// <param name="args">Settings.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        await using var portal = await PrepareAsync(args);
        await portal.RunAsync();
        return PortalCommandLine.Done;
    }

    /// <summary>The portal with its database up to date, ready to start.</summary>
    /// <param name="args">Settings.</param>
    public static async Task<WebApplication> PrepareAsync(string[] args)
    {
        var portal = PortalHost.Build(args);
        try
        {
            portal.Services.GetRequiredService<SignInSettings>().RequireProvider(portal.Services.GetRequiredService<PortalSettings>(), portal.Environment);
            await portal.Services.GetRequiredService<Migrator>().RunAsync(portal.Lifetime.ApplicationStopping);
            await portal.Services.EnsureDemoAsync(portal.Lifetime.ApplicationStopping);
            await portal.Services.GetRequiredService<AdoptRoles>().RunAsync(Caller.System("audit"), portal.Lifetime.ApplicationStopping);
            await portal.Services.GetRequiredService<AdoptCampaigns>().RunAsync(Caller.System("reviews"), portal.Lifetime.ApplicationStopping);
            await portal.Services.GetRequiredService<SortRemediations>().RunAsync(Caller.System("remediations"), portal.Lifetime.ApplicationStopping);
            await portal.Services.GetRequiredService<AuditKeys>().EnsureAsync(portal.Lifetime.ApplicationStopping);
            await portal.Services.GetRequiredService<KeyRingCheck>().RunAsync(portal.Lifetime.ApplicationStopping);
            return portal;
        }
        catch
        {
            await portal.DisposeAsync();
            throw;
        }
    }
}
