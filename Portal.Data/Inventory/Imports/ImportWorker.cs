using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Data.Access;
using Portal.Data.Live;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Inventory.Imports;

/// <summary>
/// Runs waiting imports one after the other. Each portal has one; what a portal was running when it died is begun anew by the next worker
/// once its lease is over: an import is all or nothing.
/// </summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="imports">Imports.</param>
/// <param name="claims">Gives out turns.</param>
/// <param name="ends">Takes them back.</param>
/// <param name="uploads">Holds what was sent.</param>
/// <param name="directory">Knows what the sender may do now.</param>
/// <param name="feed">Says that something waits, and tells pages.</param>
/// <param name="options">How long a lease is.</param>
/// <param name="clock">The time.</param>
/// <param name="log">Says what failed unexpectedly.</param>
public sealed partial class ImportWorker(
    IDbContextFactory<GovernanceDb> databases,
    ImportSnapshot imports,
    ClaimImport claims,
    EndImport ends,
    UploadFolder uploads,
    ICallerDirectory directory,
    ChangeFeed feed,
    IOptions<ImportOptions> options,
    TimeProvider clock,
    ILogger<ImportWorker> log) : BackgroundService
{
    /// <summary>What an import says that was asked to stop.</summary>
    internal const string WasCancelled = "It was cancelled. Nothing was kept.";

    private const int SignsPerLease = 6;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Tell = TimeSpan.FromMilliseconds(500);

    // Unlike any other worker's, also of an earlier process on this machine.
    private readonly string _name = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.CreateVersion7():N}";

    /// <summary>Runs the import that has waited longest.</summary>
    /// <returns>False when none waits.</returns>
    internal async Task<bool> RunNextAsync(CancellationToken cancellationToken)
    {
        if (await claims.RunAsync(_name, cancellationToken) is not { } operation)
        {
            return false;
        }
        var turn = new ImportTurn(operation.Id, _name);
        var queued = JsonSerializer.Deserialize<QueuedImport>(operation.Request, StoredJson.Options)!;
        try
        {
            await ImportAsync(operation, turn, queued, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await ends.PutBackAsync(turn, CancellationToken.None);
            throw;
        }
        catch (OperationCanceledException)
        {
            await ends.FailAsync(turn, WasCancelled, CancellationToken.None);
        }
        catch (ImportTurnLostException lost)
        {
            LogFailed(lost, operation.Id.Value);
            return true;
        }
        catch (Exception exception)
        {
            await FailAsync(turn, exception);
        }
        uploads.Delete(queued.Upload);
        return true;
    }

    /// <summary>Removes files that no import waits for: their portal died between the end of the import and their removal, or before the import was queued.</summary>
    internal async Task SweepAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var wanted = await db.Operations
            .Where(o => o.Kind == QueuedImport.Kind && (o.State == OperationState.Queued || o.State == OperationState.Running))
            .Select(o => o.Request)
            .ToListAsync(cancellationToken);
        uploads.DeleteOthers(
            wanted.Select(r => JsonSerializer.Deserialize<QueuedImport>(r, StoredJson.Options)!.Upload), clock.GetUtcNow().UtcDateTime - UploadFolder.LongestUpload);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var news = new SemaphoreSlim(0);
        var listening = ListenAsync(feed.Follow(Topic.Sources, stoppingToken), news, stoppingToken);
        var isSwept = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!isSwept)
                {
                    await SweepAsync(stoppingToken);
                    isSwept = true;
                }
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

    private async Task ImportAsync(Operation operation, ImportTurn turn, QueuedImport queued, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var progress = new Latest();
        var watch = WatchAsync(turn, progress, stop, watching.Token);
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
            await imports.RunAsync(request, by, progress, turn, stop.Token);
        }
        finally
        {
            await watching.CancelAsync();
            await watch;
        }
    }

    // Gives signs of life, tells how far it came and hears whether to stop, beside the import: its own transaction must wait for none of them.
    // None of these is a state that anyone decides on, so they are plain updates and not commands; they touch nothing that is no longer the
    // worker's. One that fails is made up for by the next, and whether the turn is still the worker's is asked again before anything is kept.
    private async Task WatchAsync(ImportTurn turn, Latest progress, CancellationTokenSource stop, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Tell, clock);
        var lease = TimeSpan.FromSeconds(options.Value.LeaseSeconds);
        var told = 0.0;
        var signed = clock.GetUtcNow();
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                try
                {
                    var (now, came) = (clock.GetUtcNow(), progress.Value);
                    // While the import writes, SQLite lets nobody else write: neither this sign nor one who would take over.
                    var isDue = now - signed >= lease / SignsPerLease || (came > told && came < ImportSnapshot.ShareOfReading);
                    if (!await SignAsync(turn, isDue ? now + lease : null, came, cancellationToken))
                    {
                        await stop.CancelAsync();
                    }
                    if (isDue)
                    {
                        (signed, told) = (now, came);
                        feed.Publish(Topic.Sources);
                    }
                }
                catch (Exception exception) when (exception is System.Data.Common.DbException or DbUpdateException or TimeoutException)
                {
                    LogNoSign(exception, turn.Id.Value);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The import has ended.
        }
    }

    // False when it shall stop.
    private async Task<bool> SignAsync(ImportTurn turn, DateTimeOffset? leaseUntil, double came, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (leaseUntil is not null)
        {
            await db.Operations
                .Where(o => o.Id == turn.Id && o.Worker == turn.Worker && o.State == OperationState.Running)
                .ExecuteUpdateAsync(s => s.SetProperty(o => o.LeaseUntil, leaseUntil).SetProperty(o => o.Progress, came), cancellationToken);
        }
        return !await db.Operations.AnyAsync(o => o.Id == turn.Id && o.IsCancelled, cancellationToken);
    }

    private async Task FailAsync(ImportTurn turn, Exception exception)
    {
        var isExpected = exception is SnapshotFormatException or AccessDeniedException;
        if (!isExpected)
        {
            LogFailed(exception, turn.Id.Value);
        }
        await ends.FailAsync(
            turn,
            isExpected ? exception.Message : "It failed unexpectedly and nothing was kept. The operator finds the cause in the log.",
            CancellationToken.None);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The import {Operation} failed.")]
    private partial void LogFailed(Exception exception, Guid operation);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The import {Operation} could not give a sign of life.")]
    private partial void LogNoSign(Exception exception, Guid operation);

    private sealed class Latest : IProgress<double>
    {
        private double _value;

        public double Value => Volatile.Read(ref _value);

        public void Report(double value) => Volatile.Write(ref _value, value);
    }
}
