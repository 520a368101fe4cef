using System.CommandLine;
using Portal.Data.Storage;

namespace Portal.Hosting.CommandLine;

/// <summary><c>migrate</c>: brings the database up to date and exits.</summary>
internal static class MigrateVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("migrate", "Bring the database up to date and exit.");
        command.SetAction((_, cancellationToken) => PortalCommandLine.WithPortalAsync(async services =>
        {
            await services.GetRequiredService<Migrator>().RunAsync(cancellationToken);
            return PortalCommandLine.Done;
        }));
        return command;
    }
}
