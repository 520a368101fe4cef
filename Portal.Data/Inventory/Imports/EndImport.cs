using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Inventory.Imports;

/// <summary>Ends an import of which nothing is kept, or puts it back. One that succeeds ends in the transaction of what it brought.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class EndImport(CommandRunner commands)
{
    /// <summary>Ends it as failed.</summary>
    /// <returns>False when the turn was lost meanwhile: then whoever has it now ends it.</returns>
    internal Task<bool> FailAsync(ImportTurn turn, string message, CancellationToken cancellationToken) => commands.RunAsync(
        "snapshot.import",
        Caller.System("import"),
        Right.Ingest,
        async (scope, token) =>
        {
            if (await SettleAsync(scope.Db, turn, OperationState.Failed, message, result: null, scope.Now, token) == 0)
            {
                return false;
            }
            var operation = await scope.Db.Operations.AsNoTracking().SingleAsync(o => o.Id == turn.Id, token);
            var source = await scope.Db.Sources.AsNoTracking().SingleAsync(s => s.Id == operation.SourceId, token);
            scope.Record(
                "snapshot.import",
                new("source", source.Id.Value.ToString(), source.Name),
                after: new { OperationId = operation.Id, SentBy = operation.CallerName },
                reason: message,
                outcome: AuditOutcome.Failed);
            scope.Announce(Topic.Sources);
            return true;
        },
        cancellationToken);

    /// <summary>Puts it back for the next worker, as if this one had never begun: the portal stops.</summary>
    internal Task<bool> PutBackAsync(ImportTurn turn, CancellationToken cancellationToken) => commands.RunAsync(
        "operation.putBack",
        Caller.System("import"),
        Right.Ingest,
        async (scope, token) =>
        {
            var changed = await Mine(scope.Db, turn).ExecuteUpdateAsync(
                set => set
                    .SetProperty(o => o.State, OperationState.Queued)
                    .SetProperty(o => o.Worker, (string?)null)
                    .SetProperty(o => o.LeaseUntil, (DateTimeOffset?)null)
                    .SetProperty(o => o.Attempts, o => o.Attempts - 1)
                    .SetProperty(o => o.Progress, 0)
                    .SetProperty(o => o.Message, "The portal was stopped; it begins anew."),
                token);
            if (changed == 1)
            {
                scope.Record("operation.putBack", new("operation", turn.Id.Value.ToString(), QueuedImport.Kind), before: new { turn.Worker }, reason: "The portal stops.");
                scope.Announce(Topic.Sources);
            }
            return changed == 1;
        },
        cancellationToken);

    /// <summary>
    /// Ends it inside the transaction of what it brought: both are there or neither. That its turn is still its own is checked here, at the
    /// end, so that a worker which was taken for dead while it wrote keeps nothing.
    /// </summary>
    /// <exception cref="ImportTurnLostException">Another worker has it.</exception>
    /// <exception cref="OperationCanceledException">Someone asked it to stop.</exception>
    internal static async Task SettleAsync(CommandScope scope, ImportTurn turn, ImportResult result, string? summary, CancellationToken cancellationToken)
    {
        var state = result.Outcome == Imported.Done ? OperationState.Succeeded : OperationState.Failed;
        if (await scope.Db.Operations.AnyAsync(o => o.Id == turn.Id && o.IsCancelled, cancellationToken))
        {
            throw new OperationCanceledException(ImportWorker.WasCancelled);
        }
        if (await SettleAsync(scope.Db, turn, state, result.Message, summary, scope.Now, cancellationToken) == 0)
        {
            throw new ImportTurnLostException(turn.Id);
        }
    }

    private static Task<int> SettleAsync(
        GovernanceDb db, ImportTurn turn, OperationState state, string message, string? result, DateTimeOffset now, CancellationToken cancellationToken) =>
        Mine(db, turn).ExecuteUpdateAsync(
            set => set
                .SetProperty(o => o.State, state)
                .SetProperty(o => o.Progress, o => state == OperationState.Succeeded ? 1 : o.Progress)
                .SetProperty(o => o.Message, message)
                .SetProperty(o => o.Result, result)
                .SetProperty(o => o.EndedAt, now)
                .SetProperty(o => o.Worker, (string?)null)
                .SetProperty(o => o.LeaseUntil, (DateTimeOffset?)null),
            cancellationToken);

    private static IQueryable<Operation> Mine(GovernanceDb db, ImportTurn turn) =>
        db.Operations.Where(o => o.Id == turn.Id && o.State == OperationState.Running && o.Worker == turn.Worker);
}
