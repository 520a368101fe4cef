using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.Storage;

namespace Portal.Data.Sources;

/// <summary>Removes a source from which nothing was ever read. What was read is history, and history is not deleted.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class DeleteSource(CommandRunner commands)
{
    /// <summary>Removes it.</summary>
    public Task<SourceSaved> RunAsync(SourceId id, Caller by, CancellationToken cancellationToken) =>
        commands.RunShortAsync(
            "source.delete",
            by,
            Right.ManageSources,
            async (scope, token) =>
            {
                if (await scope.Db.Sources.SingleOrDefaultAsync(s => s.Id == id, token) is not { } source)
                {
                    return SourceSaved.NotFound;
                }
                var subject = new AuditSubject("source", id.Value.ToString(), source.Name);
                if (source.LastEventAt is not null || await scope.Db.IsReferredToAsync<Source, SourceId>(id, token))
                {
                    scope.Record("source.delete", subject, reason: "Something was read from it.", outcome: AuditOutcome.Refused);
                    return SourceSaved.HasHistory;
                }
                scope.Db.Sources.Remove(source);
                scope.Record("source.delete", subject, before: new { source.Name, source.Platform, source.Settings });
                scope.Announce(Topic.Sources);
                return SourceSaved.Saved;
            },
            cancellationToken);
}
