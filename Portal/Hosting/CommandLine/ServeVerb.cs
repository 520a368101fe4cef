using Portal.Data.Storage;

namespace Portal.Hosting.CommandLine;

/// <summary>Runs the portal until it is asked to stop.</summary>
internal static class ServeVerb
{
    /// <summary>Brings the database up to date, then serves.</summary>
    /// <param name="args">Settings.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        await using var portal = PortalHost.Build(args);
        await portal.Services.GetRequiredService<Migrator>().RunAsync(portal.Lifetime.ApplicationStopping);
        await portal.RunAsync();
        return PortalCommandLine.Done;
    }
}
