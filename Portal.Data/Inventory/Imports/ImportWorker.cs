using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Inventory.Imports;

/// <summary>Runs waiting imports one after the other. What ran when the portal stopped is run again from its start: an import is all or nothing.</summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="imports">Imports.</param>
/// <param name="uploads">Holds what was sent.</param>
/// <param name="commands">Records what failed.</param>
/// <param name="directory">Knows what the sender may do now.</param>
/// <param name="feed">Says that something waits, and tells pages.</param>
/// <param name="clock">The time.</param>
/// <param name="log">Says what failed unexpectedly.</param>
public sealed partial class ImportWorker(
    IDbContextFactory<GovernanceDb> databases,
    ImportSnapshot imports,
    UploadFolder uploads,
    CommandRunner commands,
    ICallerDirectory directory,
    ChangeFeed feed,
    TimeProvider clock,
    ILogger<ImportWorker> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Tell = TimeSpan.FromMilliseconds(500);

    /// <summary>Puts what was running when the portal stopped back into the queue.</summary>
    internal async Task RequeueAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.Operations
            .Where(o => o.Kind == QueuedImport.Kind && o.State == OperationState.Running)
            .ExecuteUpdateAsync(s => s.SetProperty(o => o.State, OperationState.Queued).SetProperty(o => o.Progress, 0), cancellationToken);
    }

    /// <summary>Runs the import that has waited longest.</summary>
    /// <returns>False when none waits.</returns>
    internal async Task<bool> RunNextAsync(CancellationToken cancellationToken)
    {
        if (await ClaimAsync(cancellationToken) is not { } operation)
        {
            return false;
        }
        var queued = JsonSerializer.Deserialize<QueuedImport>(operation.Request, StoredJson.Options)!;
        feed.Publish(Topic.Sources);
        try
        {
            var result = await ImportAsync(operation, queued, cancellationToken);
            await EndAsync(
                operation.Id,
                result.Outcome == Imported.Done ? OperationState.Succeeded : OperationState.Failed,
                result.Message,
                result.Summary is null ? null : JsonSerializer.Serialize(result.Summary, StoredJson.Options));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            await EndAsync(operation.Id, OperationState.Failed, "It was cancelled. Nothing was kept.", null);
        }
        catch (Exception exception)
        {
            if (exception is not (SnapshotFormatException or AccessDeniedException))
            {
                LogFailed(exception, operation.Id.Value);
            }
            await FailAsync(operation, exception);
        }
        uploads.Delete(queued.Upload);
        return true;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var news = new SemaphoreSlim(0);
        var listening = ListenAsync(feed.Follow(Topic.Sources, stoppingToken), news, stoppingToken);
        await RequeueAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await RunNextAsync(stoppingToken))
                {
                }
                await news.WaitAsync(Look, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                // The database is away for a while: the queue waits with it.
                LogFailed(exception, Guid.Empty);
                await Task.Delay(Look, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        await listening;
    }

    private static async Task ListenAsync(IAsyncEnumerable<Topic> topics, SemaphoreSlim news, CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var _ in topics.WithCancellation(stoppingToken))
            {
                news.Release();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The portal stops.
        }
    }

    private async Task<Operation?> ClaimAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        while (true)
        {
            var first = await db.Operations.AsNoTracking()
                .Where(o => o.Kind == QueuedImport.Kind && o.State == OperationState.Queued)
                .OrderBy(o => o.CreatedAt).ThenBy(o => o.Id)
                .FirstOrDefaultAsync(cancellationToken);
            if (first is null)
            {
                return null;
            }
            var claimed = await db.Operations
                .Where(o => o.Id == first.Id && o.State == OperationState.Queued)
                .ExecuteUpdateAsync(s => s.SetProperty(o => o.State, OperationState.Running).SetProperty(o => o.Message, "Reading the export."), cancellationToken);
            if (claimed == 1)
            {
                return first;
            }
        }
    }

    private async Task<ImportResult> ImportAsync(Operation operation, QueuedImport queued, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var progress = new Latest();
        var watch = WatchAsync(operation.Id, progress, stop, watching.Token);
        try
        {
            Source source;
            await using (var db = await databases.CreateDbContextAsync(cancellationToken))
            {
                source = await db.Sources.AsNoTracking().SingleAsync(s => s.Id == operation.SourceId, cancellationToken);
            }
            var by = new Caller { Kind = operation.CallerKind, Id = operation.CallerId, Name = operation.CallerName, CorrelationId = operation.Id.Value.ToString() };
            by = await directory.RefreshAsync(by, stop.Token) ?? throw new AccessDeniedException(Right.Ingest);
            var request = new ImportRequest(source.Name, source.Platform, [uploads.Open(queued.Upload)], queued.TakenAt, queued.AcceptLoss);
            return await imports.RunAsync(request, by, progress, stop.Token);
        }
        finally
        {
            await watching.CancelAsync();
            await watch;
        }
    }

    // Tells how far it came and hears whether to stop, beside the import: its own transaction must not wait for either.
    private async Task WatchAsync(OperationId id, Latest progress, CancellationTokenSource stop, CancellationToken cancellationToken)
    {
        var told = 0.0;
        using var timer = new PeriodicTimer(Tell);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await using var db = await databases.CreateDbContextAsync(cancellationToken);
                if (await db.Operations.AnyAsync(o => o.Id == id && o.IsCancelled, cancellationToken))
                {
                    await stop.CancelAsync();
                }
                var now = progress.Value;
                if (now > told && now < ImportSnapshot.ShareOfReading)
                {
                    told = now;
                    await db.Operations.Where(o => o.Id == id).ExecuteUpdateAsync(s => s.SetProperty(o => o.Progress, now), cancellationToken);
                    feed.Publish(Topic.Sources);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The import has ended.
        }
    }

    private async Task FailAsync(Operation operation, Exception exception)
    {
        var message = exception is SnapshotFormatException or AccessDeniedException
            ? exception.Message
            : "It failed unexpectedly and nothing was kept. The operator finds the cause in the log.";
        await EndAsync(operation.Id, OperationState.Failed, message, null);
        await commands.RunAsync(
            "snapshot.import",
            Caller.System("import"),
            Right.Ingest,
            (scope, _) =>
            {
                scope.Record("snapshot.import", new("source", operation.SourceId.Value.ToString(), operation.CallerName), reason: message, outcome: AuditOutcome.Failed);
                return Task.FromResult(true);
            },
            CancellationToken.None);
    }

    // What ended has ended, also while the portal stops.
    private async Task EndAsync(OperationId id, OperationState state, string message, string? result)
    {
        await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
        var now = clock.GetUtcNow();
        await db.Operations.Where(o => o.Id == id).ExecuteUpdateAsync(
            s => s
                .SetProperty(o => o.State, state)
                .SetProperty(o => o.Progress, o => state == OperationState.Succeeded ? 1 : o.Progress)
                .SetProperty(o => o.Message, message)
                .SetProperty(o => o.Result, result)
                .SetProperty(o => o.EndedAt, now),
            CancellationToken.None);
        feed.Publish(Topic.Sources);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The import {Operation} failed.")]
    private partial void LogFailed(Exception exception, Guid operation);

    private sealed class Latest : IProgress<double>
    {
        private double _value;

        public double Value => Volatile.Read(ref _value);

        public void Report(double value) => Volatile.Write(ref _value, value);
    }
}
