using System.CommandLine;
using Portal.Data.Platforms;
using Portal.Hosting.CommandLine;

namespace Portal.Permissions;

/// <summary><c>simulate</c>: answers self-contained permission questions, one a line; needs no database.</summary>
internal static class SimulateVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var platform = new Option<string>("--platform") { Description = "Whose rules apply.", Required = true };
        platform.AcceptOnlyFromAmong("aws");
        var file = new Argument<FileInfo>("FILE") { Description = "One case a line; files ending in .gz are read compressed." };
        var command = new Command("simulate", "Answer self-contained permission questions, one JSON case a line.") { platform, file };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(file).FullName;
            if (!File.Exists(path))
            {
                throw new InvalidOperationException($"There is no file {path}.");
            }
            await using var cases = File.OpenRead(path);
            await using var answers = Console.OpenStandardOutput();
            await using var platforms = new ServiceCollection().AddPlatforms().BuildServiceProvider();
            var wanted = Enum.Parse<Platform>(parsed.GetRequiredValue(platform), ignoreCase: true);
            if (await platforms.GetServices<IPlatform>().Single(p => p.Platform == wanted).Simulator.SimulateLinesAsync(cases, answers, cancellationToken))
            {
                return PortalCommandLine.Done;
            }
            await Console.Error.WriteLineAsync("Not every case could be read: the answers with \"error\" say where and why.");
            return PortalCommandLine.Failed;
        });
        return command;
    }
}
