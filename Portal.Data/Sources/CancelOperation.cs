using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;

namespace Portal.Data.Sources;

/// <summary>Asks an operation to stop.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class CancelOperation(CommandRunner commands)
{
    /// <summary>Asks it.</summary>
    public Task<OperationCancelled> RunAsync(OperationId id, Caller by, CancellationToken cancellationToken) =>
        commands.RunShortAsync(
            "operation.cancel",
            by,
            Right.Ingest,
            async (scope, token) =>
            {
                if (await scope.Db.Operations.SingleOrDefaultAsync(o => o.Id == id, token) is not { } operation)
                {
                    return OperationCancelled.NotFound;
                }
                if (operation.State is OperationState.Succeeded or OperationState.Failed)
                {
                    return OperationCancelled.HasEnded;
                }
                if (operation.IsCancelled)
                {
                    return OperationCancelled.Asked;
                }
                operation.IsCancelled = true;
                if (operation.State == OperationState.Queued)
                {
                    operation.State = OperationState.Failed;
                    operation.Message = "It was cancelled. Nothing was kept.";
                    operation.EndedAt = scope.Now;
                }
                scope.Record("operation.cancel", new("operation", id.Value.ToString(), operation.Kind), after: new { operation.SourceId, operation.State });
                scope.Announce(Topic.Sources);
                return OperationCancelled.Asked;
            },
            cancellationToken);
}
