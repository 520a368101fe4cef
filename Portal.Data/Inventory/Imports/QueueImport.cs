using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Inventory.Imports;

/// <summary>Takes an upload to be imported when its turn comes.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class QueueImport(CommandRunner commands)
{
    /// <summary>Queues it.</summary>
    /// <param name="id">The source that it is of.</param>
    /// <param name="upload">What was sent.</param>
    /// <param name="takenAt">What time it shows, or null for now.</param>
    /// <param name="acceptLoss">True to go on although many identities would be gone.</param>
    /// <param name="by">Who sent it; the import runs with what they may do then.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    /// <returns>The operation, or null when there is no such source.</returns>
    public Task<OperationId?> RunAsync(
        SourceId id, Upload upload, DateTimeOffset? takenAt, bool acceptLoss, Caller by, CancellationToken cancellationToken) =>
        commands.RunShortAsync<OperationId?>(
            "snapshot.receive",
            by,
            Right.Ingest,
            async (scope, token) =>
            {
                if (await scope.Db.Sources.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, token) is not { } source)
                {
                    return null;
                }
                var operation = new Operation
                {
                    Kind = QueuedImport.Kind,
                    SourceId = id,
                    Request = JsonSerializer.Serialize(new QueuedImport(upload, takenAt ?? scope.Now, acceptLoss), StoredJson.Options),
                    CallerKind = scope.By.Kind,
                    CallerId = scope.By.Id,
                    CallerName = scope.By.Name,
                    CreatedAt = scope.Now,
                };
                scope.Db.Operations.Add(operation);
                scope.Record("snapshot.receive", new("source", id.Value.ToString(), source.Name), after: new { OperationId = operation.Id, upload.Name, takenAt, acceptLoss });
                scope.Announce(Topic.Sources);
                return operation.Id;
            },
            cancellationToken);
}
