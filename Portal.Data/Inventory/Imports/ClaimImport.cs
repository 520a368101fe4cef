using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Inventory.Imports;

/// <summary>
/// Gives a worker the import that has waited longest of those whose file it can read: one that nobody runs, or one whose worker gave no sign
/// of life until its lease was over. Workers of several portals may ask at once; each import goes to one of them.
/// </summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="commands">Runs it as one command.</param>
/// <param name="uploads">Knows which files are here.</param>
/// <param name="options">How long a lease is.</param>
/// <param name="clock">The time.</param>
public sealed class ClaimImport(
    IDbContextFactory<GovernanceDb> databases, CommandRunner commands, UploadFolder uploads, IOptions<ImportOptions> options, TimeProvider clock)
{
    /// <summary>An import that was begun so often without an end takes the portal down each time, and is not tried again.</summary>
    internal const int MostAttempts = 3;

    private const int MostLookedAt = 500;

    // A file that no portal has for so long is lost, and not only on a portal that is just being restarted.
    private static readonly TimeSpan FileLostAfter = TimeSpan.FromDays(1);

    /// <summary>Asks for the next one.</summary>
    /// <param name="worker">Who asks; no two workers at a time have one name.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    /// <returns>The operation, now the worker's; null when there is nothing for it to do.</returns>
    internal async Task<Operation?> RunAsync(string worker, CancellationToken cancellationToken)
    {
        foreach (var candidate in await CandidatesAsync(cancellationToken))
        {
            var isHere = uploads.Has(JsonSerializer.Deserialize<QueuedImport>(candidate.Request, StoredJson.Options)!.Upload);
            if (!isHere && clock.GetUtcNow() - candidate.CreatedAt < FileLostAfter)
            {
                // Another portal has the file, and takes it.
                continue;
            }
            var claimed = await commands.RunAsync(
                "operation.start",
                Caller.System("import"),
                Right.Ingest,
                (scope, token) => ClaimAsync(scope, candidate.Id, worker, isHere, token),
                cancellationToken);
            if (claimed is not null)
            {
                return claimed;
            }
        }
        return null;
    }

    private async Task<List<Operation>> CandidatesAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await Free(db, clock.GetUtcNow()).AsNoTracking().OrderBy(o => o.CreatedAt).ThenBy(o => o.Id).Take(MostLookedAt).ToListAsync(cancellationToken);
    }

    private static IQueryable<Operation> Free(GovernanceDb db, DateTimeOffset now) => db.Operations.Where(o =>
        o.Kind == QueuedImport.Kind
        && (o.State == OperationState.Queued || (o.State == OperationState.Running && (o.LeaseUntil == null || o.LeaseUntil < now))));

    // The row is taken by one conditional update: of two workers that found it free, one changes it and the other finds it changed.
    private async Task<Operation?> ClaimAsync(CommandScope scope, OperationId id, string worker, bool isHere, CancellationToken cancellationToken)
    {
        var until = scope.Now.AddSeconds(options.Value.LeaseSeconds);
        var former = await scope.Db.Operations.AsNoTracking().SingleAsync(o => o.Id == id, cancellationToken);
        var taken = await Free(scope.Db, scope.Now)
            .Where(o => o.Id == id && o.Worker == former.Worker && o.Attempts == former.Attempts)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(o => o.State, OperationState.Running)
                    .SetProperty(o => o.Worker, worker)
                    .SetProperty(o => o.LeaseUntil, until)
                    .SetProperty(o => o.Attempts, o => o.Attempts + 1)
                    .SetProperty(o => o.Progress, 0)
                    .SetProperty(o => o.Message, "Reading the export."),
                cancellationToken);
        if (taken == 0)
        {
            return null;
        }
        var operation = await scope.Db.Operations.SingleAsync(o => o.Id == id, cancellationToken);
        scope.Announce(Topic.Sources);
        var subject = new AuditSubject("operation", id.Value.ToString(), operation.Kind);
        if (ProblemOf(operation, former, isHere) is { } problem)
        {
            operation.State = OperationState.Failed;
            operation.Message = problem;
            operation.EndedAt = scope.Now;
            operation.Worker = null;
            operation.LeaseUntil = null;
            scope.Record("operation.giveUp", subject, reason: problem, outcome: AuditOutcome.Failed);
            return null;
        }
        scope.Record(
            former.State == OperationState.Running ? "operation.takeOver" : "operation.start",
            subject,
            before: former.State == OperationState.Running ? new { former.Worker, former.LeaseUntil } : null,
            after: new { operation.SourceId, operation.Worker, operation.Attempts });
        return operation;
    }

    private static string? ProblemOf(Operation operation, Operation former, bool isHere) => operation switch
    {
        { IsCancelled: true } => ImportWorker.WasCancelled,
        _ when !isHere => "Its file is no longer there. Nothing was imported; send it again.",
        _ when former.Attempts >= MostAttempts =>
            $"It was begun {former.Attempts} times, and each time its portal stopped before the end. Nothing was imported. The operator finds the cause in the log.",
        _ => null,
    };
}
