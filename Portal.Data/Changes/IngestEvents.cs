using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Changes;

/// <summary>
/// Takes events of a source. An event has its effect once, whatever the order and however often it comes; when this returns, all that it
/// counts as accepted is stored.
/// </summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="commands">Runs it as one command.</param>
/// <param name="platforms">Read the platforms' own events.</param>
public sealed class IngestEvents(IDbContextFactory<GovernanceDb> databases, CommandRunner commands, IEnumerable<IPlatform> platforms)
    : IDisposable
{
    // One body is written at a time, in the order of arrival: the database has one writer, and waiting at its lock is neither fair nor cheap.
    private readonly SemaphoreSlim _turn = new(1);
    private readonly RelatedSources _related = new(platforms);

    /// <summary>Reads the body and stores what it holds in one transaction.</summary>
    /// <param name="id">The source.</param>
    /// <param name="body">One event, an array, a log file or one event a line, in the platform's own form.</param>
    /// <param name="areSimulated">True when the portal's own simulator made them up.</param>
    /// <param name="by">Who sends them.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    /// <returns>What became of them; null when there is no such source.</returns>
    public async Task<IngestResult?> RunAsync(
        SourceId id, ReadOnlyMemory<byte> body, bool areSimulated, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.Ingest);
        if (await PlatformOfAsync(id, cancellationToken) is not { } platform)
        {
            return null;
        }
        var batch = EventBatch.Read(platform.Events, body);

        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await commands.RunAsync<IngestResult?>(
                "events.ingest", by, Right.Ingest, (scope, token) => StoreAsync(scope, id, batch, areSimulated, token), cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<IngestResult?> StoreAsync(
        CommandScope scope, SourceId id, EventBatch batch, bool areSimulated, CancellationToken cancellationToken)
    {
        if (await scope.Db.Sources.SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } source)
        {
            return null;
        }
        var (written, ignored) = batch.Events.Count == 0
            ? (0, 0)
            : await new ChangeWriter(scope, source, await _related.OfAsync(scope.Db, source, cancellationToken)).WriteAsync(batch.Events, areSimulated, cancellationToken);
        var duplicates = batch.Repeated + batch.Events.Count - written - ignored;
        var result = new IngestResult(written, duplicates, batch.Ignored + ignored, batch.Rejected);
        if (written > 0)
        {
            source.LastEventAt = scope.Now;
            scope.Record(
                "events.ingest",
                new("source", id.Value.ToString(), source.Name),
                after: new { result.Accepted, result.Duplicates, result.Ignored, Rejected = result.Rejected.Count, AreSimulated = areSimulated });
            scope.Announce(Topic.Changes);
        }
        return result;
    }

    private async Task<IPlatform?> PlatformOfAsync(SourceId id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var platform = await db.Sources.Where(s => s.Id == id).Select(s => (Platform?)s.Platform).SingleOrDefaultAsync(cancellationToken);
        return platform is null
            ? null
            : platforms.FirstOrDefault(p => p.Platform == platform)
                ?? throw new NotSupportedException($"Events of the platform '{platform}' cannot be read yet.");
    }
}
