using System.CommandLine;
using Portal.Data.Storage;

namespace Portal.Hosting.CommandLine;

/// <summary><c>backup</c> and <c>restore</c> of the embedded database.</summary>
internal static class BackupVerb
{
    /// <summary><c>backup FILE</c>.</summary>
    public static Command CreateBackup()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The file to write; must not exist." };
        var command = new Command("backup", "Write a consistent copy of the embedded database; the portal may be running.") { file };
        command.SetAction((parsed, cancellationToken) => PortalCommandLine.WithPortalAsync(async services =>
        {
            await services.GetRequiredService<EmbeddedBackup>().WriteAsync(parsed.GetRequiredValue(file).FullName, cancellationToken);
            return PortalCommandLine.Done;
        }));
        return command;
    }

    /// <summary><c>restore FILE</c>.</summary>
    public static Command CreateRestore()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A file that 'backup' wrote." };
        var command = new Command("restore", "Put a backup of the embedded database back; the portal must be stopped.") { file };
        command.SetAction((parsed, cancellationToken) => PortalCommandLine.WithPortalAsync(async services =>
        {
            await services.GetRequiredService<EmbeddedBackup>().RestoreAsync(parsed.GetRequiredValue(file).FullName, cancellationToken);
            return PortalCommandLine.Done;
        }));
        return command;
    }
}
