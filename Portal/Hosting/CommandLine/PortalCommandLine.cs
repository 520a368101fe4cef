using System.CommandLine;
using Portal.Audit;
using Portal.Data.People;
using Portal.Data.Platforms;
using Portal.People;
using Portal.Permissions;
using Portal.Sources;

namespace Portal.Hosting.CommandLine;

/// <summary>The portal's verbs. Without one it serves.</summary>
internal static class PortalCommandLine
{
    /// <summary>The verb did what it was asked.</summary>
    public const int Done = 0;

    /// <summary>It could not; one line on standard error says why.</summary>
    public const int Failed = 1;

    /// <summary>The words of the call were wrong.</summary>
    public const int WrongUsage = 2;

    /// <summary>Runs the verb that <paramref name="args"/> name.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        // Serving takes settings in any form that .NET's configuration takes; it must not go through the parser of verbs.
        if (args is [] or ["serve", ..] || (args[0].StartsWith('-') && args[0] is not ("--help" or "-h" or "-?" or "--version")))
        {
            return await GuardAsync(() => ServeVerb.RunAsync(args is ["serve", .. var rest] ? rest : args));
        }
        var root = new RootCommand("Governance: keeps AI agents' access under control. Without a verb it serves the portal.")
        {
            new Command("serve", "Run the portal. This is what happens without a verb."),
            MigrateVerb.Create(),
            ImportVerb.Create(),
            TokenVerb.Create(),
            PeopleVerb.Create(),
            SimulateVerb.Create(),
            BackupVerb.CreateBackup(),
            BackupVerb.CreateRestore(),
            AuditVerb.Create(),
            DemoVerb.Create(),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message);
            }
            await Console.Error.WriteLineAsync("Run with --help to see what is possible.");
            return WrongUsage;
        }
        return await GuardAsync(() => parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }));
    }

    /// <summary>Builds the portal without serving it, hands it to <paramref name="work"/>, and takes it down.</summary>
    public static async Task<int> WithPortalAsync(Func<IServiceProvider, Task<int>> work)
    {
        await using var portal = PortalHost.Build(["--Logging:LogLevel:Default=Warning"]);
        return await work(portal.Services);
    }

    private static async Task<int> GuardAsync(Func<Task<int>> verb)
    {
        try
        {
            return await verb();
        }
        catch (Exception exception) when (IsForThePerson(exception))
        {
            await Console.Error.WriteLineAsync(exception.Message.ReplaceLineEndings(" "));
            return Failed;
        }
    }

    private static bool IsForThePerson(Exception exception) => exception
        is InvalidOperationException
        or SnapshotFormatException
        or PeopleFormatException
        or IOException
        or UnauthorizedAccessException
        or System.Data.Common.DbException
        or Microsoft.Extensions.Options.OptionsValidationException;
}
