using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;

namespace Portal.Data.Sources;

/// <summary>Renames a source or changes its settings.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class UpdateSource(CommandRunner commands)
{
    /// <summary>Changes it.</summary>
    /// <param name="id">Which source.</param>
    /// <param name="name">Its new name, or null to keep it.</param>
    /// <param name="settings">Its new settings, all of them, or null to keep them.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public Task<SourceSaved> RunAsync(
        SourceId id, string? name, IReadOnlyDictionary<string, string>? settings, Caller by, CancellationToken cancellationToken) =>
        commands.RunShortAsync(
            "source.update",
            by,
            Right.ManageSources,
            async (scope, token) =>
            {
                if (await scope.Db.Sources.SingleOrDefaultAsync(s => s.Id == id, token) is not { } source)
                {
                    return SourceSaved.NotFound;
                }
                if (name is not null && await scope.Db.Sources.AnyAsync(s => s.Name == name && s.Id != id, token))
                {
                    return SourceSaved.NameTaken;
                }
                Source.RequireRightToCarry(scope.By, source.Settings, settings ?? source.Settings);
                var before = new { source.Name, source.Settings };
                source.Name = name ?? source.Name;
                source.Settings = settings ?? source.Settings;
                scope.Record("source.update", new("source", id.Value.ToString(), source.Name), before, new { source.Name, source.Settings });
                scope.Announce(Topic.Sources);
                return SourceSaved.Saved;
            },
            cancellationToken);
}
