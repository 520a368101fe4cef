using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Portal.Data.Access;
using Portal.Data.Inventory.Imports;
using Portal.Data.Platforms;
using Portal.Data.Storage;
using Portal.Hosting.CommandLine;

namespace Portal.Sources;

/// <summary><c>import</c>: reads exports into a source, with progress on standard error and a JSON summary on standard output.</summary>
internal static class ImportVerb
{
    private static readonly JsonSerializerOptions Readable = new(StoredJson.Options) { WriteIndented = true };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var source = new Option<string>("--source") { Description = "The source's name; it is made when there is none.", Required = true };
        var platform = new Option<string>("--platform") { Description = "The source's platform.", Required = true };
        platform.AcceptOnlyFromAmong([.. Enum.GetNames<Platform>().Select(n => n.ToLowerInvariant())]);
        var takenAt = new Option<DateTimeOffset?>("--taken-at") { Description = "What time the export shows; now, unless given." };
        var acceptLoss = new Option<bool>("--accept-loss") { Description = "Go on although many identities would be gone." };
        var files = new Argument<FileInfo[]>("FILE") { Description = "JSON, NDJSON, gzip or ZIP files.", Arity = ArgumentArity.OneOrMore };
        files.AcceptExistingOnly();
        var command = new Command("import", "Read native exports into a source, creating it when new.") { source, platform, takenAt, acceptLoss, files };
        command.SetAction((parsed, cancellationToken) => PortalCommandLine.WithPortalAsync(async services =>
        {
            await services.GetRequiredService<Migrator>().RunAsync(cancellationToken);
            var request = new ImportRequest(
                parsed.GetRequiredValue(source),
                Enum.Parse<Platform>(parsed.GetRequiredValue(platform), ignoreCase: true),
                [.. parsed.GetRequiredValue(files).Select(f => new SnapshotFile(f.Name, f.OpenRead, f.Length))],
                parsed.GetValue(takenAt),
                parsed.GetValue(acceptLoss));
            var result = await services.GetRequiredService<ImportSnapshot>()
                .RunAsync(request, Caller.System("command line"), new Percent(), cancellationToken);
            await Console.Error.WriteLineAsync(result.Message);
            if (result.Summary is null)
            {
                return PortalCommandLine.Failed;
            }
            Console.WriteLine(JsonSerializer.Serialize(result.Summary, Readable));
            return PortalCommandLine.Done;
        }));
        return command;
    }

    private sealed class Percent : IProgress<double>
    {
        private int _told = -1;

        public void Report(double value)
        {
            var percent = (int)(value * 100);
            if (percent / 5 > _told / 5 || _told < 0)
            {
                _told = percent;
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{percent} %"));
            }
        }
    }
}
