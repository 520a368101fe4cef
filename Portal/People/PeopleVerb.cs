using System.CommandLine;
using Portal.Data.Access;
using Portal.Data.People;
using Portal.Data.People.Sync;
using Portal.Data.Storage;
using Portal.Hosting.CommandLine;

namespace Portal.People;

/// <summary><c>people import</c>: brings people up to date from a list, also before anyone can sign in.</summary>
internal static class PeopleVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "The list as CSV; its heading line names at least email and name." };
        file.AcceptExistingOnly();
        var import = new Command("import", "Add and change people from a list. Who is not in it stays as they are, and so does what it has no column for.") { file };
        import.SetAction((parsed, cancellationToken) => PortalCommandLine.WithPortalAsync(async services =>
        {
            await services.GetRequiredService<Migrator>().RunAsync(cancellationToken);
            using var text = parsed.GetRequiredValue(file).OpenText();
            var imported = await services.GetRequiredService<ImportPeople>().RunAsync(text, Caller.System("command line"), cancellationToken);
            Console.WriteLine($"{imported.Read} read, {imported.Added} added, {imported.Changed} changed.");
            return PortalCommandLine.Done;
        }));
        var confirm = new Option<int?>("--confirm") { Description = "How many people it may disable, where that is more than it may by itself." };
        var sync = new Command("sync", "Read the directory (Microsoft Entra ID) now.") { confirm };
        sync.SetAction((parsed, cancellationToken) => PortalCommandLine.WithPortalAsync(async services =>
        {
            await services.GetRequiredService<Migrator>().RunAsync(cancellationToken);
            var done = await services.GetRequiredService<SyncDirectory>().RunAsync(parsed.GetValue(confirm), Caller.System("command line"), cancellationToken);
            if (done.Outcome is SyncOutcome.Done or SyncOutcome.AlreadyDone)
            {
                Console.WriteLine($"{done.Read} read, {done.Added} added, {done.Changed} changed, {done.Disabled} disabled, {done.Skipped} skipped.");
                return PortalCommandLine.Done;
            }
            await Console.Error.WriteLineAsync(done.Problem ?? $"It would disable {done.Disabled} people; nothing was changed. If that is right, add --confirm {done.Disabled}.");
            return PortalCommandLine.Failed;
        }));
        return new Command("people", "People.") { import, sync };
    }
}
