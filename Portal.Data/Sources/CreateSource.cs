using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.Platforms;

namespace Portal.Data.Sources;

/// <summary>Enters a source.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class CreateSource(CommandRunner commands)
{
    /// <summary>Enters it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="platform">Its platform.</param>
    /// <param name="settings">The platform's own settings.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public Task<SourceResult> RunAsync(
        string name, Platform platform, IReadOnlyDictionary<string, string> settings, Caller by, CancellationToken cancellationToken) =>
        commands.RunShortAsync(
            "source.create",
            by,
            Right.ManageSources,
            async (scope, token) =>
            {
                if (await scope.Db.Sources.AnyAsync(s => s.Name == name, token))
                {
                    return new(SourceSaved.NameTaken);
                }
                Source.RequireRightToCarry(scope.By, new Dictionary<string, string>(StringComparer.Ordinal), settings);
                var source = new Source { Name = name, Platform = platform, Settings = settings, CreatedAt = scope.Now };
                scope.Db.Sources.Add(source);
                scope.Record("source.create", new("source", source.Id.Value.ToString(), name), after: new { name, platform, settings });
                scope.Announce(Topic.Sources);
                return new SourceResult(SourceSaved.Saved, source.Id);
            },
            cancellationToken);
}
